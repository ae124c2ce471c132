package dev.hadrill.worker.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Locale;

/** hadrill's own metrics; docs/metrics.md is written from these. */
enum Gauge {
    LAST_RTO_SECONDS(
            "Recovery time of the last drill: at least (lo), midpoint (mid), at most (hi). Absent where it measured none; mid"
                    + " and hi are +Inf where the service did not recover.",
            "stack",
            "scenario",
            "bound"),
    RTO_BUDGET_SECONDS("The longest recovery time that the last drill would have passed with.", "stack", "scenario"),
    LAST_VERDICT(
            "1 for the verdict of the last drill (PASSED, FAILED or INCONCLUSIVE), 0 for the others.",
            "stack",
            "scenario",
            "verdict"),
    LAST_DRILL_TIMESTAMP_SECONDS("When the last drill reached its verdict, in Unix time.", "stack", "scenario"),
    LOST_WRITES(
            "Acknowledged writes that the last drill lost, of all stores; absent where no ledger could be read whole.",
            "stack",
            "scenario"),
    DRILL_OVERDUE(
            "1 for a scenario that was not measured within its stale_after, 0 for one that was; absent where the stack file"
                    + " asks for nothing.",
            "stack",
            "scenario"),
    OUTAGE_NOW(
            "1 while an observation of this worker sees an outage, 0 while it looks and sees none, absent while it does not"
                    + " look.",
            "stack",
            "probe"),
    HISTORY_UP(
            "1 when this worker could read the history the last time, 0 when not; what is read from it is then old."),
    OUTBOX_FILES("Drills and evidence folders that wait on this machine for the history; its workers share them."),
    SPOOL_BYTES("Samples that wait on this machine for the history; its workers share them."),
    UNDELIVERED_NOTICES(
            "Verdicts that the webhook has not taken: waiting for their next attempt, or given_up after the last.",
            "state");

    private final String help;
    private final String labels; // one text: an enum holds nothing that may change

    Gauge(String help, String... labels) {
        this.help = help;
        this.labels = String.join(",", labels);
    }

    String prometheusName() {
        return "hadrill_" + name().toLowerCase(Locale.ROOT);
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
    }

    /** @param values one for each label, in their order */
    GaugeDataPointSnapshot point(double value, String... values) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of(labels().toArray(String[]::new), values))
                .value(value)
                .build();
    }

    GaugeSnapshot snapshot(List<GaugeDataPointSnapshot> points) {
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(prometheusName()).help(help);
        points.forEach(builder::dataPoint);
        return builder.build();
    }
}

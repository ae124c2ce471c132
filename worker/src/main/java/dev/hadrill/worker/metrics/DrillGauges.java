package dev.hadrill.worker.metrics;

import dev.hadrill.activities.observation.ProbeNow;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every {@link Gauge} as it stands now; waits for nothing. */
final class DrillGauges implements MultiCollector {
    private final Supplier<Figures> figures;
    private final Supplier<List<ProbeNow>> probes;

    DrillGauges(Supplier<Figures> figures, Supplier<List<ProbeNow>> probes) {
        this.figures = figures;
        this.probes = probes;
    }

    @Override
    public MetricSnapshots collect() {
        Figures now = figures.get();
        return new MetricSnapshots(
                Arrays.stream(Gauge.values()).map(gauge -> of(gauge, now)).toArray(MetricSnapshot[]::new));
    }

    private MetricSnapshot of(Gauge gauge, Figures now) {
        List<DrillSummary> drills = now.drills();
        return gauge.snapshot(
                switch (gauge) {
                    case LAST_RTO_SECONDS ->
                        drills.stream().flatMap(DrillGauges::rto).toList();
                    case RTO_BUDGET_SECONDS -> each(gauge, drills, DrillSummary::rtoBudgetSec);
                    case LAST_VERDICT ->
                        drills.stream().flatMap(DrillGauges::verdict).toList();
                    case LAST_DRILL_TIMESTAMP_SECONDS -> each(gauge, drills, DrillGauges::finished);
                    case LOST_WRITES -> each(gauge, drills, DrillSummary::lostWrites);
                    case DRILL_OVERDUE ->
                        now.due().stream()
                                .map(due -> gauge.point(due.overdue() ? 1 : 0, due.stack(), due.scenario()))
                                .toList();
                    case OUTAGE_NOW -> outages();
                    case HISTORY_UP ->
                        one(gauge, now.historyUp() == null ? null : Integer.valueOf(now.historyUp() ? 1 : 0));
                    case OUTBOX_FILES -> one(gauge, now.outboxFiles());
                    case SPOOL_BYTES -> one(gauge, now.spoolBytes());
                    case UNDELIVERED_NOTICES ->
                        now.backlog() == null
                                ? List.of()
                                : List.of(
                                        gauge.point(now.backlog().waiting(), "waiting"),
                                        gauge.point(now.backlog().givenUp(), "given_up"));
                });
    }

    private static Stream<GaugeDataPointSnapshot> rto(DrillSummary drill) {
        if (drill.rtoLoSec() == null || drill.rtoSec() == null) {
            return Stream.empty();
        }
        boolean recovered = drill.rtoHiSec() != null;
        return Stream.of(
                rto(drill, drill.rtoLoSec(), "lo"),
                rto(drill, recovered ? drill.rtoSec() : Double.POSITIVE_INFINITY, "mid"),
                rto(drill, Optional.ofNullable(drill.rtoHiSec()).orElse(Double.POSITIVE_INFINITY), "hi"));
    }

    private static GaugeDataPointSnapshot rto(DrillSummary drill, double seconds, String bound) {
        return Gauge.LAST_RTO_SECONDS.point(seconds, drill.stack(), drill.scenario(), bound);
    }

    private static Stream<GaugeDataPointSnapshot> verdict(DrillSummary drill) {
        return Arrays.stream(Verdict.values())
                .map(verdict -> Gauge.LAST_VERDICT.point(
                        verdict == drill.verdict() ? 1 : 0, drill.stack(), drill.scenario(), verdict.name()));
    }

    private static @Nullable Double finished(DrillSummary drill) {
        return drill.finishedAt() == null ? null : drill.finishedAt().toEpochMilli() / 1000.0;
    }

    /** Absent where there is no such figure. */
    private static List<GaugeDataPointSnapshot> each(
            Gauge gauge, List<DrillSummary> drills, Function<DrillSummary, ? extends @Nullable Number> figure) {
        return drills.stream()
                .flatMap(drill -> Optional.<Number>ofNullable(figure.apply(drill)).stream()
                        .map(value -> gauge.point(value.doubleValue(), drill.stack(), drill.scenario())))
                .toList();
    }

    private static List<GaugeDataPointSnapshot> one(Gauge gauge, @Nullable Number value) {
        return value == null ? List.of() : List.of(gauge.point(value.doubleValue()));
    }

    /** Two observations of one stack are one: an outage that either sees is an outage. */
    private List<GaugeDataPointSnapshot> outages() {
        Map<List<String>, Boolean> seen = probes.get().stream()
                .collect(Collectors.toMap(
                        probe -> List.of(probe.stack(), probe.probe()),
                        ProbeNow::outage,
                        (one, other) -> one || other));
        return seen.entrySet().stream()
                .map(entry -> Gauge.OUTAGE_NOW.point(
                        entry.getValue() ? 1 : 0,
                        entry.getKey().get(0),
                        entry.getKey().get(1)))
                .toList();
    }
}

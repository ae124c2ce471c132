package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.drill.DrillEvent.DrillSkipped;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.FaultConfirmed;
import dev.hadrill.workflows.drill.DrillEvent.LedgerLost;
import dev.hadrill.workflows.drill.DrillEvent.OutageBegan;
import dev.hadrill.workflows.drill.DrillEvent.ReportWritten;
import dev.hadrill.workflows.drill.DrillEvent.ServiceRecovered;
import dev.hadrill.workflows.drill.DrillEvent.VerdictReached;
import dev.hadrill.workflows.drill.DrillEvent.WatchStarted;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.phase.PhaseText;
import dev.hadrill.workflows.runbook.StepDone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the Temporal UI shows of a drill, in Markdown. Pure. */
final class DrillDetails {
    private DrillDetails() {}

    static String markdown(DrillState state) {
        StringBuilder text = new StringBuilder();
        state.last(VerdictReached.class)
                .ifPresentOrElse(
                        reached -> text.append("## %s%n%s%n".formatted(reached.verdict(), reached.reason())),
                        () -> text.append("## %s%n".formatted(stage(state))));
        state.last(DrillStarted.class).ifPresent(started -> drilled(text, started));
        state.last(WatchStarted.class).ifPresent(watch -> watched(text, state, watch));
        state.last(FaultConfirmed.class).ifPresent(confirmed -> line(text, "Fault", confirmed.confirmation()));
        if (state.observation().isEmpty()) {
            seen(state).ifPresent(seen -> line(text, "Service", seen));
        }
        for (StepDone step : state.runbookSteps()) {
            line(text, "Runbook", "`%s` %s".formatted(step.step(), step.detail()));
        }
        state.rto().ifPresent(rto -> line(text, "RTO", "**%s**".formatted(rto)));
        if (!state.phases().isEmpty()) {
            line(text, "Phases", PhaseText.line(state.phases()));
        }
        for (StoreLedger store : state.ledger()) {
            line(text, "Ledger", store.words());
        }
        state.last(LedgerLost.class).ifPresent(lost -> line(text, "Ledger", "**lost**: " + lost.reason()));
        state.last(DrillAborted.class)
                .ifPresent(aborted -> line(
                        text,
                        "Aborted",
                        "%s (%s)"
                                .formatted(
                                        aborted.abort().reason(),
                                        aborted.abort().by())));
        state.restoration()
                .ifPresent(restoration -> line(
                        text,
                        "Redundancy",
                        restoration.whole() ? "restored" : "**missing**: " + String.join("; ", restoration.todo())));
        state.last(ReportWritten.class)
                .ifPresent(written -> line(
                        text,
                        "Evidence",
                        "`%s`, lay it with `hadrill report %s`"
                                .formatted(written.evidence().folder(), state.drillId())));
        return text.toString();
    }

    private static String stage(DrillState state) {
        return state.last(DrillSkipped.class)
                .map(skipped -> "SKIPPED%n%s".formatted(skipped.reason()))
                .orElseGet(() -> state.stage().name());
    }

    private static void drilled(StringBuilder text, DrillStarted started) {
        line(
                text,
                "Scenario",
                "`%s` on `%s`, against the %s of `%s`, RTO budget %s s"
                        .formatted(
                                started.scenario(),
                                started.stack(),
                                started.target().role().name().toLowerCase(Locale.ROOT),
                                started.target().component(),
                                BigDecimal.valueOf(started.rtoBudgetSec())
                                        .stripTrailingZeros()
                                        .toPlainString()));
        if (started.request().release() != null) {
            line(text, "Release", "`%s`".formatted(started.request().release()));
        }
    }

    /** What the probes say of the service while it is observed; empty before they say anything. */
    private static Optional<String> seen(DrillState state) {
        return state.events().stream()
                .<String>mapMulti((event, words) -> {
                    if (event instanceof OutageBegan began) {
                        words.accept("**out**, as %s sees it".formatted(began.probe()));
                    } else if (event instanceof ServiceRecovered recovered) {
                        words.accept("answers again, as %s sees it".formatted(recovered.probe()));
                    }
                })
                .reduce((first, last) -> last);
    }

    private static void watched(StringBuilder text, DrillState state, WatchStarted watch) {
        for (Probe probe : watch.request().observation().probes()) {
            line(text, "Asks", "%s: `%s`".formatted(probe.name(), probe.question()));
        }
        for (ProbeResult result : state.observation().map(Observation::deciding).orElse(List.of())) {
            line(text, "Outages of " + result.probe(), outages(result));
        }
    }

    private static String outages(ProbeResult result) {
        return result.outages().isEmpty()
                ? "none, %d good answers".formatted(result.total() - result.bad())
                : result.outages().stream().map(DrillDetails::seconds).collect(Collectors.joining(", "));
    }

    private static String seconds(Outage outage) {
        Double hi = outage.lastedHiSec();
        return hi == null
                ? String.format(Locale.ROOT, "> %.2f s (not over)", outage.lastedLoSec())
                : String.format(Locale.ROOT, "%.2f to %.2f s", outage.lastedLoSec(), hi);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%n- **%s**: %s".formatted(name, value));
    }
}

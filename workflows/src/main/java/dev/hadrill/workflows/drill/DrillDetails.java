package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.FaultConfirmed;
import dev.hadrill.workflows.drill.DrillEvent.ReportWritten;
import dev.hadrill.workflows.drill.DrillEvent.VerdictReached;
import dev.hadrill.workflows.drill.DrillEvent.WatchStarted;
import dev.hadrill.workflows.runbook.StepDone;
import java.util.stream.Collectors;

/** What the Temporal UI shows of a drill, in Markdown. Pure. */
final class DrillDetails {
    private DrillDetails() {}

    static String markdown(DrillState state) {
        StringBuilder text = new StringBuilder();
        state.last(VerdictReached.class)
                .ifPresentOrElse(
                        reached -> text.append("## %s%n%s%n".formatted(reached.verdict(), reached.reason())),
                        () -> text.append("## %s%n".formatted(state.stage())));
        state.last(DrillStarted.class)
                .ifPresent(started -> line(
                        text,
                        "Scenario",
                        "`%s` on `%s`, RTO budget %s s"
                                .formatted(
                                        started.scenario(),
                                        started.stack(),
                                        started.rtoBudget().toMillis() / 1000.0)));
        state.last(WatchStarted.class)
                .ifPresent(watch -> line(
                        text,
                        "Observes",
                        watch.request().observation().probes().stream()
                                .map(probe -> "`" + probe.question() + "`")
                                .collect(Collectors.joining(", "))));
        state.last(FaultConfirmed.class).ifPresent(confirmed -> line(text, "Fault", confirmed.confirmation()));
        for (StepDone step : state.runbookSteps()) {
            line(text, "Runbook", "%s: %s".formatted(step.step(), step.detail()));
        }
        state.rto().ifPresent(rto -> line(text, "RTO", rto.toString()));
        state.last(DrillAborted.class)
                .ifPresent(aborted -> line(
                        text,
                        state.has(WatchStarted.class) ? "Stopped" : "Aborted",
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

    private static void line(StringBuilder text, String name, String value) {
        text.append("%n- **%s**: %s".formatted(name, value));
    }
}

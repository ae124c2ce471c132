package dev.hadrill.workflows.finding;

import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.RunbookStopped;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Rto;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.PhaseText;
import dev.hadrill.workflows.phase.Unexplained;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** How the service came back. */
final class RecoveryFindings {
    private RecoveryFindings() {}

    /** One a deciding probe that was watched to the maximum wait. */
    static Stream<Finding> neverRecovered(DrillState drill) {
        return drill.observation().filter(seen -> seen.end() == Observation.End.MAX_WAIT).stream()
                .flatMap(
                        seen -> drill.injection().stream()
                                .flatMap(
                                        injection -> seen.deciding().stream()
                                                .filter(probe -> !Rto.of(seen, probe, injection)
                                                        .recovered())
                                                .map(
                                                        probe -> new Finding(
                                                                Severity.HIGH,
                                                                "never_recovered",
                                                                probe.probe(),
                                                                "%s did not recover while it was watched: RTO %s"
                                                                        .formatted(
                                                                                probe.probe(),
                                                                                Rto.of(seen, probe, injection)),
                                                                "find the step that never came in the report's journal; until it is mended, a person must bring the service back"))));
    }

    /** Unless it never recovered: {@link #neverRecovered} tells of that. */
    static Stream<Finding> rtoOverBudget(DrillState drill) {
        return drill.last(DrillStarted.class).stream()
                .filter(started -> neverRecovered(drill).findAny().isEmpty())
                .flatMap(started -> drill.rto().filter(rto -> rto.loSec() > started.rtoBudgetSec()).stream()
                        .map(rto -> new Finding(
                                Severity.HIGH,
                                "rto_over_budget",
                                started.target().component(),
                                String.format(
                                        Locale.ROOT,
                                        "%s: RTO %s against a budget of %.1f s",
                                        started.scenario(),
                                        rto,
                                        started.rtoBudgetSec()),
                                whereToBegin(drill))));
    }

    private static String whereToBegin(DrillState drill) {
        return drill.phases().stream()
                .max(Comparator.comparingDouble(PhaseSpan::durationSec))
                .map(span -> String.format(
                        Locale.ROOT,
                        "begin with its longest phase, %s: %.1f s, until %s",
                        PhaseText.name(span.phase()),
                        span.durationSec(),
                        span.until()))
                .orElse("look in the report's journal for what it waited for");
    }

    /** Not when a person aborted it. */
    static Stream<Finding> runbookStopped(DrillState drill) {
        return drill.last(RunbookStopped.class).filter(stopped -> !drill.has(DrillAborted.class)).stream()
                .flatMap(stopped -> Findings.attacked(drill)
                        .map(component -> new Finding(
                                Severity.HIGH,
                                "runbook_stopped",
                                component,
                                "the runbook stopped: " + stopped.reason(),
                                "mend what stopped it, and drill again: docs/runbook.md")));
    }

    /** One a deciding probe. */
    static Stream<Finding> flapping(DrillState drill) {
        return drill.observation().stream()
                .flatMap(seen -> seen.deciding().stream())
                .flatMap(
                        probe -> drill.outage(probe).filter(outage -> outage.flaps() > 0).stream()
                                .map(
                                        outage -> new Finding(
                                                Severity.MEDIUM,
                                                "flapping",
                                                probe.probe(),
                                                "%s was good and bad again before it was stable, flaps: %d"
                                                        .formatted(probe.probe(), outage.flaps()),
                                                "see in the report which replica answered before it could serve; readiness must wait for what it depends on")));
    }

    static Stream<Finding> recoveryUnexplained(DrillState drill) {
        return Unexplained.much(drill.phases()).stream()
                .flatMap(part -> Findings.attacked(drill)
                        .map(component -> new Finding(
                                Severity.LOW,
                                "recovery_unexplained",
                                component,
                                String.format(
                                        Locale.ROOT,
                                        "nothing that was seen explains %.1f s of the recovery, %.0f %% of it",
                                        part.sec(),
                                        100 * part.share()),
                                "see in the report's journal which source was not watched: docs/phases.md")));
    }
}

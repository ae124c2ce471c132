package dev.hadrill.activities.gate;

import static dev.hadrill.workflows.gate.GateReport.NOT_RECORDED;

import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.drill.DrillEvent.EngineFailed;
import dev.hadrill.workflows.drill.DrillEvent.FaultConfirmed;
import dev.hadrill.workflows.drill.DrillEvent.FaultInjected;
import dev.hadrill.workflows.drill.DrillEvent.FaultMissed;
import dev.hadrill.workflows.drill.DrillEvent.GuardsChecked;
import dev.hadrill.workflows.drill.DrillEvent.LeaseLost;
import dev.hadrill.workflows.drill.DrillEvent.LedgerLost;
import dev.hadrill.workflows.drill.DrillEvent.ReportWritten;
import dev.hadrill.workflows.drill.DrillEvent.RunbookStopped;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.finding.Findings;
import dev.hadrill.workflows.gate.GateReport.RunReport;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Rto;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.GuardCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a gate's report says of one drill. Pure. */
final class RunAccount {
    private final GateRun run;
    private final Optional<DrillState> drill;
    private final Optional<DrillSummary> summary;

    private RunAccount(GateRun run, Optional<DrillState> drill) {
        this.run = run;
        this.drill = drill;
        this.summary = drill.filter(known -> known.has(DrillEvent.VerdictReached.class))
                .map(DrillState::summary)
                .or(() -> Optional.ofNullable(run.drill()));
    }

    /** @param drill empty where the history does not have it */
    static RunReport of(GateRun run, Optional<DrillState> drill) {
        return new RunAccount(run, drill).report();
    }

    private RunReport report() {
        return new RunReport(
                run.seq(),
                run.scenario(),
                run.round(),
                run.drillId() == null ? NOT_RECORDED : run.drillId(),
                run.workflowId(),
                run.verdict(),
                outcome(),
                reason(),
                summary.map(DrillSummary::startedAt).orElse(null),
                summary.map(DrillSummary::finishedAt).orElse(null),
                durationSec(),
                text(summary.map(DrillSummary::targetContainer)),
                summary.map(DrillSummary::rtoSec).orElse(null),
                summary.map(DrillSummary::rtoLoSec).orElse(null),
                summary.map(DrillSummary::rtoHiSec).orElse(null),
                summary.map(DrillSummary::machineRtoSec).orElse(null),
                summary.map(DrillSummary::recovered).orElse(null),
                summary.map(DrillSummary::rtoBudgetSec).orElse(null),
                summary.map(DrillSummary::lostWrites).orElse(null),
                summary.map(DrillSummary::lostSec).orElse(null),
                text(drill.flatMap(DrillState::observation).map(this::method)),
                text(last(FaultConfirmed.class).map(FaultConfirmed::confirmation)),
                last(FaultInjected.class).map(sent -> sent.at().wall()).orElse(null),
                guards(),
                redundancy(),
                deviations(),
                interventions(),
                drill.map(Findings::of).orElse(List.of()),
                text(last(ReportWritten.class)
                        .map(written -> "drills/" + written.evidence().folder())));
    }

    private String outcome() {
        Verdict verdict = run.verdict();
        return verdict != null ? verdict.name() : run.status() == GateRun.Status.NOT_RUN ? "not run" : "no verdict";
    }

    private String reason() {
        return text(Optional.ofNullable(run.failure()).or(() -> summary.map(DrillSummary::reason)));
    }

    private @Nullable Double durationSec() {
        return summary.filter(known -> known.finishedAt() != null)
                .map(known ->
                        Duration.between(known.startedAt(), known.finishedAt()).toMillis() / 1e3)
                .orElse(null);
    }

    private String method(Observation seen) {
        return String.format(
                Locale.ROOT,
                "open loop, a request every %.0f ms whatever became of the ones before, each on a connection of its own,"
                        + " given up after %.1f s; decided by %s; interval from the fault's instant, %s, on CLOCK_MONOTONIC",
                millis(seen.interval()),
                seen.timeout().toMillis() / 1e3,
                String.join(", ", seen.decides()),
                drill.flatMap(DrillState::rto).map(RunAccount::width).orElse("not measured"));
    }

    private static String width(Rto rto) {
        Double hi = rto.hiSec();
        return hi == null ? "without an upper bound" : String.format(Locale.ROOT, "%.3f s wide", hi - rto.loSec());
    }

    private List<GuardCheck> guards() {
        return last(GuardsChecked.class)
                .map(checked -> checked.report().checks())
                .orElse(List.of());
    }

    private String redundancy() {
        Optional<Restoration> restoration = drill.flatMap(DrillState::restoration);
        if (restoration.isPresent()) {
            Restoration found = restoration.get();
            return found.whole()
                    ? String.format(
                            Locale.ROOT, "restored in %.1f s", found.ended().secondsSince(found.began()))
                    : "NOT restored: " + String.join("; ", found.todo());
        }
        return text(summary.map(DrillSummary::redundancyRestored).map(whole -> whole ? "restored" : "NOT restored"));
    }

    private List<String> deviations() {
        List<String> found = new ArrayList<>();
        if (run.failure() != null) {
            found.add("it ended without a result: " + run.failure());
        }
        last(FaultMissed.class).ifPresent(event -> found.add("the fault did not land: " + event.reason()));
        last(RunbookStopped.class).ifPresent(event -> found.add("the runbook stopped: " + event.reason()));
        last(LeaseLost.class).ifPresent(event -> found.add("the lease was lost: " + event.reason()));
        last(LedgerLost.class).ifPresent(event -> found.add("the ledger was lost: " + event.reason()));
        last(EngineFailed.class).ifPresent(event -> found.add("hadrill itself failed: " + event.reason()));
        drill.flatMap(DrillState::observation).ifPresent(seen -> {
            if (seen.attempts() > 1) {
                found.add("the observation was taken over by another worker, attempts: " + seen.attempts());
            }
            int gaps = seen.probes().stream()
                    .mapToInt(probe -> probe.gaps().size())
                    .sum();
            if (gaps > 0) {
                found.add("nobody looked in %d gaps, which widen the intervals".formatted(gaps));
            }
        });
        drill.flatMap(DrillState::restoration)
                .ifPresent(restoration -> restoration.todo().forEach(todo -> found.add("left to do: " + todo)));
        return found;
    }

    private List<String> interventions() {
        List<String> found = new ArrayList<>();
        last(DrillAborted.class)
                .ifPresent(event -> found.add("aborted by %s: %s"
                        .formatted(event.abort().by(), event.abort().reason())));
        drill.map(DrillState::runbookSteps).orElse(List.of()).stream()
                .filter(step -> step.step().equals(StepDone.APPROVAL))
                .forEach(step -> found.add("promotion " + step.detail()));
        return found;
    }

    private <E extends DrillEvent> Optional<E> last(Class<E> type) {
        return drill.flatMap(known -> known.last(type));
    }

    private static String text(Optional<String> text) {
        return text.filter(known -> !known.isBlank()).orElse(NOT_RECORDED);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}

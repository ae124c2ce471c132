package dev.hadrill.starter.drill;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.InjectionState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A drill without a stack: its scenario says how it ends. */
public final class ScriptedDrill implements Drill {
    private DrillState state = new DrillState("d1", "w1", List.of());
    private @Nullable Abort aborted;

    @Override
    public DrillSummary run(DrillRequest request) {
        record(new DrillEvent.DrillStarted(
                now(),
                request,
                "freesdn",
                request.scenario(),
                new Target("redis", Role.MASTER),
                new KillContainer(),
                Recovery.AUTOMATIC,
                Duration.ofSeconds(20),
                null,
                "http://127.0.0.1/ready",
                "00"));
        if (request.scenario().equals("refused")) {
            throw Failures.refuse(Failures.GUARD_REFUSED, "lb_address: 203.0.113.8 is public");
        }
        record(new DrillEvent.LeaseTaken(now(), "stack/freesdn"));
        record(new DrillEvent.FaultInjected(now(), "freesdn-redis"));
        Workflow.await(Duration.ofSeconds(request.scenario().equals("waits") ? 60 : 1), () -> aborted != null);
        record(new DrillEvent.VerdictReached(
                now(), aborted == null ? Verdict.PASSED : Verdict.INCONCLUSIVE, "as scripted"));
        return state.summary();
    }

    @Override
    public void probeReady(Baseline baseline, Stamp at) {}

    @Override
    public void transition(Transition transition) {}

    @Override
    public void ledgerReady(Stamp at) {}

    @Override
    public void undoArmed(String undoId, Stamp at) {}

    @Override
    public void promotionIntended(Promotion promotion, Stamp at) {}

    @Override
    public void runbookStep(StepDone step) {}

    @Override
    public DrillState state() {
        return state;
    }

    @Override
    public InjectionState injection() {
        return new InjectionState(null);
    }

    @Override
    public String abort(Abort abort) {
        aborted = abort;
        record(new DrillEvent.DrillAborted(now(), abort));
        return "aborting";
    }

    @Override
    public void validateAbort(Abort abort) {}

    private void record(DrillEvent event) {
        state = state.apply(event);
    }

    private static Stamp now() {
        return Stamp.approximate(Workflow.currentTimeMillis());
    }
}

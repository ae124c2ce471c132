package dev.hadrill.starter.gate;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.gate.Approval;
import dev.hadrill.workflows.gate.Decision;
import dev.hadrill.workflows.gate.GateRequest;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.gate.GateRun.Status;
import dev.hadrill.workflows.gate.GateScenario;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.gate.GateSummary;
import dev.hadrill.workflows.gate.ReleaseGate;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Scenario;
import dev.hadrill.workflows.stack.Target;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gate without drills: its release says how it goes. */
public final class ScriptedGate implements ReleaseGate {
    private final List<GateRun> runs = new ArrayList<>();
    private GateRequest request = GateRequest.of("none");
    private @Nullable Abort aborted;
    private @Nullable Approval approval;
    private @Nullable Verdict verdict;

    @Override
    public GateSummary run(GateRequest given) {
        request = given;
        if (given.release().equals("busy")) {
            throw Failures.refuse(Failures.STACK_BUSY, "nothing was begun: stack freesdn is in use by drill-x");
        }
        runs.add(run(0, Status.RUNNING, null, null));
        runs.add(run(1, Status.PLANNED, null, null));
        Workflow.await(Duration.ofSeconds(given.release().equals("waits") ? 60 : 3), () -> aborted != null);
        runs.set(0, run(0, Status.ENDED, drill(), null));
        runs.set(1, run(1, Status.ENDED, null, "guard refused"));
        if (given.release().equals("asks")) {
            approval = new Approval(Instant.EPOCH, Instant.EPOCH, null, null, null);
            Workflow.sleep(Duration.ofSeconds(2));
        }
        verdict = aborted == null ? Verdict.PASSED : Verdict.INCONCLUSIVE;
        return state().summary();
    }

    @Override
    public GateState state() {
        return new GateState(
                "g",
                "w",
                request,
                GateState.Stage.DRILLING,
                Instant.EPOCH,
                null,
                null,
                List.of(new GateScenario("redis_kill", scenario())),
                runs,
                null,
                aborted,
                null,
                approval,
                verdict,
                List.of(),
                null,
                null);
    }

    @Override
    public String abort(Abort why) {
        aborted = why;
        return "aborted";
    }

    @Override
    public void validateAbort(Abort why) {}

    @Override
    public String approve(Decision decision) {
        return "approved";
    }

    @Override
    public void validateApprove(Decision decision) {}

    @Override
    public String reject(Decision decision) {
        return "rejected";
    }

    @Override
    public void validateReject(Decision decision) {}

    private static GateRun run(int seq, Status status, @Nullable DrillSummary drill, @Nullable String failure) {
        return new GateRun(seq, "redis_kill", seq + 1, "w/redis_kill-" + (seq + 1), status, "d", drill, failure);
    }

    private static DrillSummary drill() {
        return new DrillSummary(
                "d",
                "w",
                "freesdn",
                "redis_kill",
                "r",
                "c",
                Instant.EPOCH,
                Instant.EPOCH,
                Verdict.PASSED,
                "RTO 5.2 s",
                20.0,
                5.2,
                5.0,
                5.4,
                5.2,
                true,
                0,
                0.0,
                true,
                "e",
                null);
    }

    private static Scenario scenario() {
        return new Scenario(
                "s",
                new Target("redis", Role.MASTER),
                new KillContainer(),
                Recovery.AUTOMATIC,
                Duration.ofSeconds(20),
                null,
                null,
                null);
    }
}

package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.InjectionState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.GuardReport;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A drill without a stack, which ends as its script says. */
public final class FakeDrill implements Drill {
    private final Script script;
    private @Nullable Abort aborted;

    public FakeDrill(Script script) {
        this.script = script;
    }

    /** How the drills of a test end, by {@code scenario-round}; those that are not named pass in 5 s. */
    public static final class Script {
        /** Workflow ids, in the order in which they began; a replay does not count. */
        public final List<String> began = new CopyOnWriteArrayList<>();

        public final List<DrillRequest> requests = new CopyOnWriteArrayList<>();
        public final Map<String, String> ends = new ConcurrentHashMap<>();
    }

    @Override
    public DrillSummary run(DrillRequest request) {
        String id = Workflow.getInfo().getWorkflowId();
        if (!WorkflowUnsafe.isReplaying()) {
            script.began.add(id);
            script.requests.add(request);
        }
        String end = script.ends.getOrDefault(id.substring(id.lastIndexOf('/') + 1), "passed");
        switch (end) {
            case "refused" ->
                throw Failures.refuse(Failures.GUARD_REFUSED, "target: found no MASTER", List.of("target"));
            case "degraded" ->
                throw Failures.refuse(
                        Failures.GUARD_REFUSED,
                        "redundancy: redis says no; target: found no MASTER",
                        List.of(GuardReport.REDUNDANCY, "target"));
            case "busy" -> throw Failures.refuse(Failures.STACK_BUSY, "stack freesdn is in use by drill-other");
            case "busy once" -> {
                script.ends.remove(id.substring(id.lastIndexOf('/') + 1));
                throw Failures.refuse(Failures.STACK_BUSY, "stack freesdn is in use by one of us");
            }
            case "broken" -> throw ApplicationFailure.newNonRetryableFailure("the observation was lost", "x");
            case "waits" -> Workflow.await(Duration.ofHours(1), () -> aborted != null);
            default -> Workflow.sleep(Duration.ofSeconds(1));
        }
        Abort why = aborted;
        if (why != null) {
            return summary(request, Verdict.INCONCLUSIVE, "aborted by " + why.by(), 5.0, 5.4, 0, true);
        }
        return switch (end) {
            case "slow" -> summary(request, Verdict.FAILED, "RTO 25 s against 20 s", 24.9, 25.1, 0, true);
            case "never" -> summary(request, Verdict.FAILED, "RTO > 60 s", 60.0, null, 0, true);
            case "lossy" -> summary(request, Verdict.FAILED, "RPO: db lost 7", 5.0, 5.4, 7, true);
            case "wrecked" -> summary(request, Verdict.FAILED, "redundancy not restored: pg", 5.0, 5.4, 0, false);
            case "inconclusive" -> summary(request, Verdict.INCONCLUSIVE, "fault missed", null, null, 0, true);
            default -> summary(request, Verdict.PASSED, "RTO 5.2 s", 5.0, 5.4, 0, true);
        };
    }

    private static DrillSummary summary(
            DrillRequest request,
            Verdict verdict,
            String reason,
            @Nullable Double lo,
            @Nullable Double hi,
            int lost,
            boolean whole) {
        Double mid = lo == null ? null : hi == null ? lo : Double.valueOf((lo + hi) / 2);
        return new DrillSummary(
                Workflow.getInfo().getFirstExecutionRunId(),
                Workflow.getInfo().getWorkflowId(),
                String.valueOf(request.stack()),
                request.scenario(),
                request.release(),
                "freesdn-redis",
                ReleaseGateImpl.now(),
                ReleaseGateImpl.now(),
                verdict,
                reason,
                20.0,
                mid,
                lo,
                hi,
                hi == null ? null : mid,
                lo == null ? null : Boolean.valueOf(hi != null),
                lost,
                lost == 0 ? 0.0 : 0.5,
                whole,
                "evidence",
                null);
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
        return new DrillState("d", "w", List.of());
    }

    @Override
    public InjectionState injection() {
        return new InjectionState(null);
    }

    @Override
    public String abort(Abort abort) {
        aborted = abort;
        return "aborting";
    }

    @Override
    public void validateAbort(Abort abort) {}
}

package dev.hadrill.workflows.lease;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Undo;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.PinnedStack;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow's hold on a stack: the lease is its child, in a detached scope, so that cancelling the holder does not heal
 * beside it, and the holder's end in any way makes the lease heal. For workflow code.
 */
public final class LeaseHold {
    private static final int RETAKES = 3;

    private final PinnedStack pinned;
    private final String purpose;
    private final List<Undo> undos = new ArrayList<>();
    private @Nullable Promotion intent;
    private boolean retaken;
    private StackLease lease;
    private Promise<Restoration> ended;

    private LeaseHold(PinnedStack pinned, String purpose) {
        this.pinned = pinned;
        this.purpose = purpose;
        this.lease = stub(pinned, purpose);
        this.ended = start(lease, pinned, purpose);
    }

    /** Blocks until the lease runs; fails with {@link Failures#STACK_BUSY} and who holds the stack. */
    public static LeaseHold take(PinnedStack pinned, String purpose) {
        return new LeaseHold(pinned, purpose);
    }

    public String id() {
        return StackLease.id(pinned.stack().name());
    }

    /** Whether the lease was ended from outside: nothing may be injected any more. */
    public boolean lost() {
        return ended.isCompleted();
    }

    /** Whether it was ended from outside and taken anew. */
    public boolean wasRetaken() {
        return retaken;
    }

    /** Durable when it returns; the lease answers with {@code undoArmed}. */
    public void arm(Undo undo) {
        undos.add(undo);
        lease.arm(undo);
    }

    /** Durable when it returns. */
    public void promotionIntended(Promotion promotion) {
        intent = promotion;
        lease.promotionIntended(promotion);
    }

    /** What the runbook told the lease itself, kept here in case the lease has to be taken anew. */
    public void rememberIntent(Promotion promotion) {
        intent = promotion;
    }

    /** Lets the lease heal and blocks until it has; a lease that was ended from outside is taken anew for it. */
    public Restoration release() {
        for (int attempt = 1; attempt <= RETAKES; attempt++) {
            try {
                lease.release();
                return ended.get();
            } catch (SignalExternalWorkflowException | TemporalFailure e) {
                Workflow.getLogger(LeaseHold.class).warn("{} was ended from outside: taking it anew", id());
            }
            try {
                retake();
            } catch (ApplicationFailure busy) {
                return notHealed(busy.getOriginalMessage());
            }
        }
        return notHealed("%s was ended from outside %d times".formatted(id(), RETAKES));
    }

    private Restoration notHealed(String why) {
        Stamp now = Stamp.approximate(Workflow.currentTimeMillis());
        String todo =
                "%s; run: hadrill restore %s".formatted(why, pinned.stack().name());
        ComponentHealth unknown = new ComponentHealth("stack", false, Map.of(), List.of(why));
        return new Restoration(false, List.of(unknown), List.of(), List.of(todo), now, now);
    }

    private void retake() {
        retaken = true;
        lease = stub(pinned, purpose);
        ended = start(lease, pinned, purpose);
        undos.forEach(lease::arm);
        if (intent != null) {
            lease.promotionIntended(intent);
        }
    }

    private static StackLease stub(PinnedStack pinned, String purpose) {
        return Workflow.newChildWorkflowStub(
                StackLease.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(StackLease.id(pinned.stack().name()))
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                        .setWorkflowTaskTimeout(ActivityStubs.WORKFLOW_TASK)
                        .setStaticSummary("Holds stack %s for %s and makes it whole"
                                .formatted(pinned.stack().name(), purpose))
                        .build());
    }

    private static Promise<Restoration> start(StackLease lease, PinnedStack pinned, String purpose) {
        LeaseRequest request = new LeaseRequest(
                pinned.stack().name(),
                pinned,
                Workflow.getInfo().getWorkflowId(),
                Workflow.getInfo().getRunId(),
                purpose);
        List<Promise<Restoration>> started = new ArrayList<>();
        Workflow.newDetachedCancellationScope(() -> started.add(Async.function(lease::hold, request)))
                .run();
        try {
            Workflow.getWorkflowExecution(lease).get();
        } catch (ChildWorkflowFailure e) {
            if (e.getCause() instanceof WorkflowExecutionAlreadyStarted) {
                throw busy(pinned.stack().name());
            }
            throw e;
        }
        return started.getFirst();
    }

    private static RuntimeException busy(String stack) {
        Holder holder = ActivityStubs.brief(
                        LeaseActivities.class,
                        "Who holds stack " + stack + "?",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30))
                .holder(StackLease.id(stack));
        return Failures.refuse(
                Failures.STACK_BUSY,
                "stack %s is in use by %s (%s) since %s; wait for it, or abort it"
                        .formatted(stack, holder.workflowId(), holder.purpose(), holder.since()));
    }
}

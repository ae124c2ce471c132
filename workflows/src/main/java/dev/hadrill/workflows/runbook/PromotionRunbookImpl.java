package dev.hadrill.workflows.runbook;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.lease.LeaseHold;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.lease.StackLease;
import dev.hadrill.workflows.stack.PinRequest;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Repoint;
import dev.hadrill.workflows.stack.StackActivities;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes back until the intent to promote is recorded, and only forward after it. */
public final class PromotionRunbookImpl implements PromotionRunbook {
    /** A step that has not succeeded by then needs a person: a recreated API of a real stack may start for 90 s. */
    private static final Duration STEP = Duration.ofMinutes(3);

    private final PromotionRequest request;
    private final List<StepDone> steps = new ArrayList<>();
    private String phase = "starting";
    private @Nullable Promotion promotion;
    private @Nullable Approval approval;
    private @Nullable Abort abort;
    private final List<Promise<Void>> told = new ArrayList<>();
    private boolean intended;

    @WorkflowInit
    public PromotionRunbookImpl(PromotionRequest request) {
        this.request = request;
    }

    @Override
    public PromotionResult run(PromotionRequest same) {
        String stackName = String.valueOf(request.stack());
        Workflow.upsertTypedSearchAttributes(Attributes.STACK.valueSet(stackName));
        PinnedStack pinned = ActivityStubs.brief(
                        StackActivities.class, "Read the stack file", Duration.ofSeconds(10), Duration.ofMinutes(1))
                .pin(new PinRequest(stackName, null, null));
        if (request.leaseId() != null) {
            return promote(
                    pinned, Workflow.newExternalWorkflowStub(StackLease.class, request.leaseId())::promotionIntended);
        }
        return promoteUnderOwnLease(pinned);
    }

    private PromotionResult promoteUnderOwnLease(PinnedStack pinned) {
        LeaseHold lease = LeaseHold.take(pinned, "promotion");
        PromotionResult result;
        try {
            result = promote(pinned, lease::promotionIntended);
        } catch (RuntimeException e) {
            Workflow.newDetachedCancellationScope(lease::release).run();
            throw e;
        }
        List<Restoration> restored = new ArrayList<>();
        Workflow.newDetachedCancellationScope(() -> restored.add(lease.release()))
                .run();
        Restoration restoration = restored.getFirst();
        return new PromotionResult(
                result.promoted(),
                steps,
                restoration.whole()
                        ? result.summary()
                        : result.summary() + "; left to do: " + String.join("; ", restoration.todo()));
    }

    private PromotionResult promote(PinnedStack pinned, Consumer<Promotion> recordIntent) {
        enter("preflight");
        Promotion found = step("Preflight: who is old primary, may the standby be promoted?")
                .preflight(pinned);
        promotion = found;
        Stamp asked = now();
        Optional<String> refused = awaitApproval();
        if (refused.isPresent()) {
            enter("aborted");
            return new PromotionResult(null, steps, "nothing was touched: " + refused.get());
        }
        intended = true;
        Stamp decided = now();
        Workflow.newDetachedCancellationScope(() -> {
                    recordIntent.accept(found);
                    tellDrill(drill -> drill.promotionIntended(found, now()));
                    recordApproval(asked, decided);
                    forward(pinned, found);
                    Workflow.await(() -> told.stream().allMatch(Promise::isCompleted));
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
        enter("done");
        return new PromotionResult(
                found,
                steps,
                "%s is primary in place of %s"
                        .formatted(found.standby().service(), found.oldPrimary().service()));
    }

    private void forward(PinnedStack pinned, Promotion found) {
        Repoint repoint = pinned.stack().postgres().getValue().repoint();
        String promoted = found.standby().service();
        take("Fence " + found.oldPrimary().service(), step -> step.fence(pinned, found));
        take("Promote " + promoted, step -> step.promote(pinned, found));
        take("Point " + repoint.variable() + " at " + promoted, step -> step.repoint(pinned, found));
        take("Recreate " + repoint.first(), step -> step.recreate(pinned, found, repoint.first()));
        take("Refresh " + repoint.loadBalancer(), step -> step.refreshLoadBalancer(pinned, found));
        take("Verify through " + repoint.loadBalancer(), step -> step.verify(pinned, found));
        if (!repoint.then().isEmpty()) {
            take("Recreate " + repoint.then(), step -> step.recreate(pinned, found, repoint.then()));
        }
    }

    private void take(String title, Function<RunbookActivities, StepDone> action) {
        enter(title);
        StepDone done = action.apply(step(title));
        steps.add(done);
        tellDrill(drill -> drill.runbookStep(done));
    }

    private void recordApproval(Stamp asked, Stamp decided) {
        Approval given = approval;
        // A runbook that was approved before this version told its drill nothing of it.
        if (given == null || Workflow.getVersion("approval is a step", Workflow.DEFAULT_VERSION, 1) < 1) {
            return;
        }
        StepDone done = new StepDone(
                StepDone.APPROVAL, asked, decided, "approved by %s: %s".formatted(given.by(), given.why()));
        steps.add(done);
        tellDrill(drill -> drill.runbookStep(done));
    }

    /** Empty when the promotion may begin, else why not. */
    private Optional<String> awaitApproval() {
        if (Boolean.TRUE.equals(request.approval())) {
            enter("waiting for an approval until "
                    + Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(request.approveWithin()));
        }
        try {
            Workflow.await(request.approveWithin(), () -> decided());
        } catch (CanceledFailure e) {
            return Optional.of("cancelled before the intent to promote");
        }
        if (abort != null) {
            return Optional.of("aborted by %s: %s".formatted(abort.by(), abort.reason()));
        }
        if (CancellationScope.current().isCancelRequested()) {
            return Optional.of("cancelled before the intent to promote");
        }
        return decided() ? Optional.empty() : Optional.of("nobody approved within " + request.approveWithin());
    }

    private boolean decided() {
        return abort != null || approval != null || !Boolean.TRUE.equals(request.approval());
    }

    @Override
    public String approve(Approval given) {
        approval = given;
        return "approved by " + given.by();
    }

    @Override
    public void validateApprove(Approval given) {
        if (!Boolean.TRUE.equals(request.approval())) {
            throw new IllegalStateException("this runbook is automatic: there is nothing to approve");
        }
        requireUndecided();
    }

    @Override
    public String abort(Abort wanted) {
        abort = wanted;
        return "aborted before anything was touched";
    }

    @Override
    public void validateAbort(Abort wanted) {
        requireUndecided();
    }

    private void requireUndecided() {
        if (abort != null) {
            throw new IllegalStateException("already aborted by " + abort.by());
        }
        if (approval != null || intended) {
            throw new IllegalStateException("the promotion has begun and is completed forward");
        }
    }

    @Override
    public PromotionState state() {
        return new PromotionState(phase, promotion, approval, steps);
    }

    private static RunbookActivities step(String title) {
        return ActivityStubs.brief(RunbookActivities.class, title, STEP, STEP);
    }

    /** The drill's account of it is told, not asked: a drill that ended does not stop a promotion. */
    private void tellDrill(Consumer<Drill> message) {
        Workflow.getInfo()
                .getParentWorkflowId()
                .map(parent -> Workflow.newExternalWorkflowStub(Drill.class, parent))
                .ifPresent(drill -> told.add(Async.procedure(() -> message.accept(drill))));
    }

    private void enter(String next) {
        phase = next;
        StringBuilder details =
                new StringBuilder("**Promotion**: ").append(next).append('\n');
        steps.forEach(
                step -> details.append("\n- ").append(step.step()).append(": ").append(step.detail()));
        Workflow.setCurrentDetails(details.toString());
    }

    private static Stamp now() {
        return Stamp.approximate(Workflow.currentTimeMillis());
    }
}

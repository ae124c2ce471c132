package dev.hadrill.workflows.lease;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.fault.Undo;
import dev.hadrill.workflows.ledger.LedgerActivities;
import dev.hadrill.workflows.ledger.LedgerRequest;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import dev.hadrill.workflows.stack.PinRequest;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.StackActivities;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits for its holder's end, however it comes, and heals. */
public final class StackLeaseImpl implements StackLease {
    /** After this a person is told what is left to do, and the stack is free again. */
    private static final Duration GIVE_UP = Duration.ofMinutes(15);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final LeaseRequest request;
    private final LeaseActivities activities = ActivityStubs.lasting(
            LeaseActivities.class, "Make the stack whole, from what is observed", Duration.ofMinutes(10));
    private final List<Undo> undos = new ArrayList<>();
    private List<String> todo = List.of();
    private String phase = "held";
    private @Nullable Promotion intent;
    private boolean released;

    @WorkflowInit
    public StackLeaseImpl(LeaseRequest request) {
        this.request = request;
    }

    @Override
    public Restoration hold(LeaseRequest same) {
        Workflow.upsertTypedSearchAttributes(Attributes.STACK.valueSet(request.stack()));
        CancellationScope own = CancellationScope.current();
        AtomicReference<@Nullable Restoration> restoration = new AtomicReference<>();
        Workflow.newDetachedCancellationScope(() -> {
                    Workflow.await(() -> request.holder() == null || released || own.isCancelRequested());
                    restoration.set(restore());
                    if (own.isCancelRequested()) {
                        conclude(Objects.requireNonNull(restoration.get()));
                    }
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
        return Objects.requireNonNull(restoration.get());
    }

    @Override
    public void arm(Undo undo) {
        undos.add(undo);
        String holder = request.holder();
        if (holder == null) {
            return;
        }
        Workflow.newDetachedCancellationScope(() -> {
                    try {
                        Workflow.newExternalWorkflowStub(Drill.class, holder).undoArmed(undo.id(), now());
                    } catch (SignalExternalWorkflowException e) {
                        Workflow.getLogger(StackLeaseImpl.class).info("{} ended before it heard of its undo", holder);
                    }
                })
                .run();
    }

    @Override
    public void promotionIntended(Promotion promotion) {
        intent = promotion;
    }

    @Override
    public void release() {
        released = true;
    }

    @Override
    public LeaseState state() {
        return new LeaseState(phase, request.holder(), String.valueOf(request.purpose()), undos, todo);
    }

    private Restoration restore() {
        if (request.holder() != null && undos.isEmpty() && intent == null) {
            enter("done: nothing was armed, nothing was touched");
            return new Restoration(true, List.of(), List.of(), List.of(), now(), now());
        }
        if (!PromotionRunbook.id(request.stack()).equals(request.holder())) { // that one waits for this lease
            enter("waiting for the runbook to end");
            activities.awaitRunbook(request.stack());
        }
        enter("healing");
        PinnedStack pinned = pinned();
        long deadline = Workflow.currentTimeMillis() + GIVE_UP.toMillis();
        while (true) {
            Restoration attempt = activities.heal(new HealRequest(pinned, undos, intent));
            todo = attempt.todo();
            if (attempt.whole() || Workflow.currentTimeMillis() >= deadline) {
                enter(attempt.whole() ? "whole" : "given up: a person must act");
                return attempt;
            }
            enter("healing: not whole yet");
            Workflow.sleep(BETWEEN_ATTEMPTS);
        }
    }

    private PinnedStack pinned() {
        PinnedStack given = request.pinned();
        return given != null
                ? given
                : ActivityStubs.brief(
                                StackActivities.class,
                                "Read the stack file",
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(1))
                        .pin(new PinRequest(request.stack(), null, null));
    }

    private void conclude(Restoration restoration) {
        if (request.holder() != null && request.holderRunId() != null) {
            sweepLedger(request.holder(), request.holderRunId());
            enter("concluding for " + request.holder());
            activities.conclude(request.holder(), request.holderRunId(), restoration);
        }
    }

    /** What the drill can no longer remove; what this cannot either is swept by the next one. */
    private void sweepLedger(String holder, String drillId) {
        PinnedStack pinned = request.pinned();
        if (pinned == null || pinned.stack().ledger() == null) {
            return;
        }
        enter("removing the ledger of " + holder);
        try {
            ActivityStubs.brief(
                            LedgerActivities.class, "Remove the ledger", Duration.ofSeconds(30), Duration.ofMinutes(1))
                    .sweep(new LedgerRequest(drillId, holder, pinned));
        } catch (ActivityFailure e) {
            Workflow.getLogger(StackLeaseImpl.class).warn("the ledger of {} was not removed", holder, e);
        }
    }

    private void enter(String next) {
        phase = next;
        StringBuilder details = new StringBuilder("**Stack ")
                .append(request.stack())
                .append("**: ")
                .append(phase)
                .append("\n\nHeld for ")
                .append(request.purpose())
                .append('\n');
        todo.forEach(line -> details.append("\n- ").append(line));
        Workflow.setCurrentDetails(details.toString());
    }

    private static Stamp now() {
        return Stamp.approximate(Workflow.currentTimeMillis());
    }
}

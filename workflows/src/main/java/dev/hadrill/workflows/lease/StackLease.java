package dev.hadrill.workflows.lease;

import dev.hadrill.workflows.fault.Undo;
import dev.hadrill.workflows.runbook.Promotion;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Mutual exclusion and restoration in one; its workflow id is the stack. */
@WorkflowInterface
public interface StackLease {
    /** Holds the stack until it is released or its holder ends, then makes it whole. */
    @WorkflowMethod(name = "StackLease")
    Restoration hold(LeaseRequest request);

    /** Records what takes a fault back; the holder is told by {@code undoArmed} when it is durable. */
    @SignalMethod
    void arm(Undo undo);

    /** Records that a promotion begins: from here on the old primary comes back only by rejoining. */
    @SignalMethod
    void promotionIntended(Promotion promotion);

    /** The holder is done: heal now. */
    @SignalMethod
    void release();

    @QueryMethod
    LeaseState state();

    static String id(String stack) {
        return "stack/" + stack;
    }
}

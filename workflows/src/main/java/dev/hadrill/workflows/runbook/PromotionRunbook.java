package dev.hadrill.workflows.runbook;

import dev.hadrill.workflows.drill.Abort;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Promotes a standby and points the application at it, step by checked step. */
@WorkflowInterface
public interface PromotionRunbook {
    @WorkflowMethod(name = "PromotionRunbook")
    PromotionResult run(PromotionRequest request);

    /** The first accepted of approve and abort wins. */
    @UpdateMethod
    String approve(Approval approval);

    @UpdateValidatorMethod(updateName = "approve")
    void validateApprove(Approval approval);

    /** Accepted before the intent to promote; after it the runbook completes forward. */
    @UpdateMethod
    String abort(Abort abort);

    @UpdateValidatorMethod(updateName = "abort")
    void validateAbort(Abort abort);

    @QueryMethod
    PromotionState state();

    /** One runbook a stack: its id, so that the lease can wait for it. */
    static String id(String stack) {
        return "promote/" + stack;
    }
}

package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.drill.Abort;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Whether a release fails over as well as it must: drills in sequence on one stack, and one verdict. */
@WorkflowInterface
public interface ReleaseGate {
    /** A verdict is a result, whatever it is; what could not begin, or not be kept, is a failed workflow. */
    @WorkflowMethod(name = "ReleaseGate")
    GateSummary run(GateRequest request);

    @QueryMethod
    GateState state();

    /** Aborts the drill that runs, which makes the stack whole, and ends the gate; what was measured is kept. */
    @UpdateMethod
    String abort(Abort why);

    @UpdateValidatorMethod(updateName = "abort")
    void validateAbort(Abort why);

    /** Accepted while the gate waits for it; the first accepted of approve, reject and abort wins. */
    @UpdateMethod
    String approve(Decision decision);

    @UpdateValidatorMethod(updateName = "approve")
    void validateApprove(Decision decision);

    @UpdateMethod
    String reject(Decision decision);

    @UpdateValidatorMethod(updateName = "reject")
    void validateReject(Decision decision);

    /** One gate a release and stack at a time. */
    static String id(String stack, String release) {
        return "gate/%s/%s".formatted(stack, release);
    }
}

package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.StepDone;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One drill: fault, measurement, recovery, restoration, verdict. */
@WorkflowInterface
public interface Drill {
    /** A FAILED or INCONCLUSIVE verdict is a result; a refused or broken drill is a failed workflow. */
    @WorkflowMethod(name = "Drill")
    DrillSummary run(DrillRequest request);

    /** The observation runs and the service is healthy: the fault may come. */
    @SignalMethod
    void probeReady(Baseline baseline, Stamp at);

    @SignalMethod
    void transition(Transition transition);

    /** Every store of the ledger has acknowledged a write. */
    @SignalMethod
    void ledgerReady(Stamp at);

    /** The lease holds the undo, durably. */
    @SignalMethod
    void undoArmed(String undoId, Stamp at);

    @SignalMethod
    void promotionIntended(Promotion promotion, Stamp at);

    @SignalMethod
    void runbookStep(StepDone step);

    @QueryMethod
    DrillState state();

    /** For the observation, which must know when the fault came. */
    @QueryMethod
    InjectionState injection();

    /** Stops the drill where it is and makes the stack whole. */
    @UpdateMethod
    String abort(Abort abort);

    @UpdateValidatorMethod(updateName = "abort")
    void validateAbort(Abort abort);
}

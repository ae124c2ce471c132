package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Transition;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * An observation of an outage that somebody else causes. It harms nothing, so it takes no lease and may run beside a
 * drill. Its signals and its injection query are a drill's: the observation does not know for whom it looks.
 */
@WorkflowInterface
public interface Watch {
    /** Has no verdict; a refused or broken observation is a failed workflow. */
    @WorkflowMethod(name = "Watch")
    DrillSummary run(WatchRequest request);

    /** Of no meaning here: no fault waits for it. */
    @SignalMethod
    void probeReady(Baseline baseline, Stamp at);

    @SignalMethod
    void transition(Transition transition);

    @QueryMethod
    DrillState state();

    /** Always without one. */
    @QueryMethod
    InjectionState injection();

    /** Ends it now; what was seen is kept. */
    @UpdateMethod
    String stop(Abort why);

    @UpdateValidatorMethod(updateName = "stop")
    void validateStop(Abort why);
}

package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.Stamp;
import io.temporal.workflow.Workflow;
import java.util.List;

/** The drill's events as they come, and what the Temporal UI shows of them. For workflow code. */
final class DrillLog {
    private DrillState state = new DrillState(
            Workflow.getInfo().getFirstExecutionRunId(), Workflow.getInfo().getWorkflowId(), List.of());

    DrillState state() {
        return state;
    }

    void record(DrillEvent event) {
        state = state.apply(event);
        Workflow.setCurrentDetails(DrillDetails.markdown(state));
    }

    /** Workflow code has no clock that counts. */
    static Stamp now() {
        return Stamp.approximate(Workflow.currentTimeMillis());
    }
}

package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.Stamp;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;

/**
 * The drill's events as they come, kept in the workflow's memo too, and what the Temporal UI shows of them. For workflow
 * code.
 */
final class DrillLog {
    private DrillState state = new DrillState(
            Workflow.getInfo().getFirstExecutionRunId(), Workflow.getInfo().getWorkflowId(), List.of());

    DrillState state() {
        return state;
    }

    void record(DrillEvent event) {
        Workflow.upsertMemo(Map.of(DrillState.memoKey(state.events().size()), event));
        state = state.apply(event);
        Workflow.setCurrentDetails(DrillDetails.markdown(state));
    }

    /** Workflow code has no clock that counts. */
    static Stamp now() {
        return Stamp.approximate(Workflow.currentTimeMillis());
    }
}

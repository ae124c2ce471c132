package dev.hadrill.activities.stack;

import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowTargetOptions;
import java.util.List;

/** A drill's events, from its memo: a terminated workflow can no longer be asked. */
public final class DrillMemo {
    private DrillMemo() {}

    /** Without events when it ended before it was a drill. Blocks on Temporal. */
    public static DrillState read(WorkflowClient client, String workflowId, String runId) {
        return read(client, workflowId, runId, runId);
    }

    /** {@code runId} is the run that is asked, {@code drillId} the first one: they differ after a reset. */
    static DrillState read(WorkflowClient client, String workflowId, String runId, String drillId) {
        WorkflowTargetOptions run = WorkflowTargetOptions.newBuilder()
                .setWorkflowId(workflowId)
                .setRunId(runId)
                .build();
        WorkflowExecutionDescription drill = client.newUntypedWorkflowStub(run).describe();
        DrillState state = new DrillState(drillId, workflowId, List.of());
        while (true) {
            Object event = drill.getMemo(DrillState.memoKey(state.events().size()), DrillEvent.class);
            if (event == null) {
                return state;
            }
            state = state.apply((DrillEvent) event);
        }
    }
}

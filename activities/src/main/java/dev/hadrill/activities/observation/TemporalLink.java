package dev.hadrill.activities.observation;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.InjectionState;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.LiveCounts;
import dev.hadrill.workflows.observation.Transition;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowStub;
import org.jspecify.annotations.Nullable;

/** Talks with any workflow that listens under these names: signals, a query, heartbeats. */
final class TemporalLink implements DrillLink {
    private final ActivityExecutionContext context;
    private final WorkflowStub workflow;

    /** To be made on the activity's thread. */
    TemporalLink(String workflowId) {
        this.context = Activity.getExecutionContext();
        this.workflow = context.getWorkflowClient().newUntypedWorkflowStub(workflowId);
    }

    @Override
    public int attempt() {
        return context.getInfo().getAttempt();
    }

    @Override
    public void probeReady(Baseline baseline, Stamp at) {
        workflow.signal("probeReady", baseline, at);
    }

    @Override
    public void transition(Transition transition) {
        workflow.signal("transition", transition);
    }

    @Override
    public @Nullable Injection injection() {
        return workflow.query("injection", InjectionState.class).injection();
    }

    @Override
    public void heartbeat(LiveCounts counts) {
        context.heartbeat(counts);
    }
}

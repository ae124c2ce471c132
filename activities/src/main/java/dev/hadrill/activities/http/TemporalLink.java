package dev.hadrill.activities.http;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.LiveCounts;
import dev.hadrill.workflows.observation.Transition;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import org.jspecify.annotations.Nullable;

/** Talks with the drill through Temporal: signals, a query, heartbeats. */
final class TemporalLink implements DrillLink {
    private final ActivityExecutionContext context;
    private final Drill drill;

    /** To be made on the activity's thread. */
    TemporalLink(String workflowId) {
        this.context = Activity.getExecutionContext();
        this.drill = context.getWorkflowClient().newWorkflowStub(Drill.class, workflowId);
    }

    @Override
    public int attempt() {
        return context.getInfo().getAttempt();
    }

    @Override
    public void probeReady(Baseline baseline, Stamp at) {
        drill.probeReady(baseline, at);
    }

    @Override
    public void transition(Transition transition) {
        drill.transition(transition);
    }

    @Override
    public @Nullable Injection injection() {
        return drill.injection().injection();
    }

    @Override
    public void heartbeat(LiveCounts counts) {
        context.heartbeat(counts);
    }
}

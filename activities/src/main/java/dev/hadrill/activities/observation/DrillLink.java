package dev.hadrill.activities.observation;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.LiveCounts;
import dev.hadrill.workflows.observation.Transition;
import org.jspecify.annotations.Nullable;

/** Who wants the observation: a drill, or a watch. Every call may block for seconds, and throw when the drill is away. */
public interface DrillLink {
    /** Counts from 1. */
    int attempt();

    void probeReady(Baseline baseline, Stamp at);

    void transition(Transition transition);

    /** Null until the fault's effect was confirmed. */
    @Nullable
    Injection injection();

    /** Throws {@link io.temporal.client.ActivityCompletionException} when the observation is no longer wanted. */
    void heartbeat(LiveCounts counts);
}

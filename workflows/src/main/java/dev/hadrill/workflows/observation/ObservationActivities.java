package dev.hadrill.workflows.observation;

import io.temporal.activity.ActivityInterface;

/** Looks at the service as its users do. */
@ActivityInterface(namePrefix = "Observation.")
public interface ObservationActivities {
    /**
     * Probes in an open loop from the baseline until the service is stable after the injection, or the maximum wait;
     * heartbeats {@link LiveCounts}. A cancelled one returns what it has. Fails for good when the baseline is not
     * healthy. Safe to repeat: it only looks, and another attempt adds its samples to those that were kept.
     */
    Observation observe(ObserveRequest request);
}

package dev.hadrill.activities.observation;

import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.PinnedProbe;

/** The technologies by which probes are asked. */
@FunctionalInterface
public interface Askers {
    /** Returns at once; fails for good where this kind of probe cannot be asked. */
    Asking of(PinnedProbe probe, ObserveRequest request);
}

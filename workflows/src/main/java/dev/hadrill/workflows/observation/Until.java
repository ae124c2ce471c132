package dev.hadrill.workflows.observation;

/** What an observation waits for. */
public enum Until {
    /** The deciding probes are good for {@code stable_for} after a fault; a drill's. */
    STABLE_AFTER_FAULT,
    /** An outage began and ended: somebody else's fault. */
    STABLE_AFTER_OUTAGE,
    /** The maximum wait, whatever happens. */
    TIME_IS_OVER
}

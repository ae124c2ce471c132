package dev.hadrill.workflows.drill;

/** Where a drill is. */
public enum Stage {
    STARTING,
    GUARDING,
    BASELINE,
    ARMED,
    OBSERVING,
    PROMOTING,
    RESTORING,
    REPORTING,
    ENDED
}

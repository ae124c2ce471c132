package dev.hadrill.workflows;

/** Where workers listen. */
public final class TaskQueues {
    public static final String HADRILL = "hadrill";

    private TaskQueues() {}
}

package dev.hadrill.workflows.lease;

import io.temporal.activity.ActivityInterface;

/** Restores stacks, and finishes what a terminated drill could not. */
@ActivityInterface(namePrefix = "Lease.")
public interface LeaseActivities {
    /** Who holds the stack. Safe to repeat: reads only. */
    Holder holder(String leaseId);

    /**
     * Waits until the runbook that ran under this lease has ended: two hands on one database would undo each other.
     * Safe to repeat: reads only.
     */
    void awaitRunbook(String stack);

    /**
     * One attempt to make the stack whole, from what it observes; heartbeats what it is doing. Returns what is left to
     * do when it could not. Safe to repeat: each step is taken only where its effect is missing.
     */
    Restoration heal(HealRequest request);

    /**
     * Writes row and evidence of a drill that can no longer do so itself, as INCONCLUSIVE, from its memo. Safe
     * to repeat: rows and evidence are written once.
     */
    void conclude(String workflowId, String runId, Restoration restoration);
}

package dev.hadrill.workflows.stack;

/** Who brings the service back. */
public enum Recovery {
    AUTOMATIC,
    PROMOTION_RUNBOOK
}

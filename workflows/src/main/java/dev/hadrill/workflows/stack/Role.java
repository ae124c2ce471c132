package dev.hadrill.workflows.stack;

/** What a member is now; discovered each time, never assumed. */
public enum Role {
    MASTER,
    REPLICA,
    PRIMARY,
    STANDBY,
    ACTIVE,
    DOWN,
    UNKNOWN
}

package dev.hadrill.workflows.phase;

/** A part of the recovery time, in the order of time. */
public enum RtoPhase {
    /** From the fault until what repairs it knows: a quorum of Sentinels, the load balancer, the runbook. */
    DETECTION,
    /** Until a person approved; no machine time. */
    APPROVAL,
    /** Until another server takes writes. */
    PROMOTION,
    /** Until the first replica of the application answers well by itself; the load balancer where none is probed. */
    RECONNECTION,
    /** Until the load balancer passes its good answers on. */
    READMISSION,
    /** Until nothing is bad any more. */
    STABILISING,
    /** What no sighting explains. */
    UNATTRIBUTED
}

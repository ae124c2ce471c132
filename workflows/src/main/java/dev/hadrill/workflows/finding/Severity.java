package dev.hadrill.workflows.finding;

/** How much a finding matters; the worst first. */
public enum Severity {
    /** Users lose data, or the stack is less redundant than it was. */
    CRITICAL,
    /** A budget is broken. */
    HIGH,
    /** Something takes longer or is less certain than it should. */
    MEDIUM,
    LOW
}

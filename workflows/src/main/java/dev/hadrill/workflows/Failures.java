package dev.hadrill.workflows;

import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** The failure types that cross the wire; a caller may switch on them. */
public final class Failures {
    /** Input that can never work. */
    public static final String BAD_REQUEST = "BadRequest";
    /** A guard refused: nothing was touched. */
    public static final String GUARD_REFUSED = "GuardRefused";
    /** Another drill, restore or promotion holds the stack. */
    public static final String STACK_BUSY = "StackBusy";
    /** The service was not healthy before the fault; nothing was touched. */
    public static final String BASELINE_UNHEALTHY = "BaselineUnhealthy";
    /** The fault was sent but had no effect, or its effect could not be confirmed. */
    public static final String FAULT_NOT_LANDED = "FaultNotLanded";
    /** A step of the runbook found what it must not go on from. */
    public static final String RUNBOOK_STOPPED = "RunbookStopped";
    /** The history database cannot be reached. */
    public static final String HISTORY_DOWN = "HistoryDown";
    /** Docker cannot be reached, or answered what it must not. */
    public static final String DOCKER_DOWN = "DockerDown";

    private Failures() {}

    /** A failure that a retry cannot help. */
    public static ApplicationFailure refuse(String type, String message, Object... details) {
        return ApplicationFailure.newNonRetryableFailure(message, type, details);
    }

    /** A failure that may pass. */
    public static ApplicationFailure passing(String type, String message, @Nullable Throwable cause) {
        return ApplicationFailure.newFailureWithCause(message, type, cause);
    }
}

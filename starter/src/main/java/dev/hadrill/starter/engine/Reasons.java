package dev.hadrill.starter.engine;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;

/** The line that a failure comes down to. */
public final class Reasons {
    private Reasons() {}

    /** What the innermost cause that is meant for people says. */
    public static String of(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            told = cause;
            if (cause instanceof ApplicationFailure && !(cause.getCause() instanceof ApplicationFailure)) {
                break; // what lies below is a library's
            }
        }
        return text(told);
    }

    private static String text(Throwable told) {
        return switch (told) {
            case ApplicationFailure application -> String.valueOf(application.getOriginalMessage());
            case TerminatedFailure terminated ->
                "it was terminated from outside; what it touched is being made whole, see: hadrill history";
            case CanceledFailure cancelled -> "it was cancelled from outside";
            case TimeoutFailure late -> "it took too long: " + late.getOriginalMessage();
            default -> told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        };
    }
}

package dev.hadrill.workflows.gate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The question to a person, and the answer.
 *
 * @param answer null while it is waited for
 * @param decision null without a person's answer
 * @param answeredAt null without an answer
 */
public record Approval(
        Instant askedAt,
        Instant deadline,
        @Nullable Answer answer,
        @Nullable Decision decision,
        @Nullable Instant answeredAt) {
    /** What came of it. */
    public enum Answer {
        APPROVED,
        REJECTED,
        /** Nobody answered in time. */
        MISSING
    }

    Approval answered(Answer given, @Nullable Decision who, Instant at) {
        return new Approval(askedAt, deadline, given, who, at);
    }
}

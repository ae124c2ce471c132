package dev.hadrill.starter.terminal;

import java.time.Duration;

/** What a press of Ctrl-C means: a question first, where there is somebody to ask; then stop; then leave. */
public final class StopKeys {
    /** A press after the question has been standing for longer asks again. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    /** What to do. */
    public enum Wish {
        ASK,
        STOP,
        LEAVE
    }

    private final boolean asks;
    private long askedAt = Long.MIN_VALUE;
    private boolean stopping;

    public StopKeys(boolean asks) {
        this.asks = asks;
    }

    public synchronized Wish pressed(long nowNs) {
        if (stopping) {
            return Wish.LEAVE;
        }
        boolean answered = askedAt != Long.MIN_VALUE && nowNs - askedAt <= ANSWER_WITHIN.toNanos();
        if (asks && !answered) {
            askedAt = nowNs;
            return Wish.ASK;
        }
        stopping = true;
        return Wish.STOP;
    }
}

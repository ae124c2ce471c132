package dev.hadrill.workflows.ledger;

import java.time.Duration;
import java.util.Locale;

/**
 * How many acknowledged writes of a store may be lost, and how far back from the fault.
 *
 * @param time 0 where none may be lost
 */
public record RpoBudget(int writes, Duration time) {
    public RpoBudget {
        time = time == null ? Duration.ZERO : time;
        if (writes < 0) {
            throw new IllegalArgumentException("rpo_budget.writes must be >= 0, was " + writes);
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException("rpo_budget.time must be >= 0, was " + time);
        }
    }

    public boolean brokenBy(StoreLedger store) {
        return store.lostWrites() > writes || store.lostSeconds() > time.toMillis() / 1000.0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d writes and %.1f s", writes, time.toMillis() / 1000.0);
    }
}

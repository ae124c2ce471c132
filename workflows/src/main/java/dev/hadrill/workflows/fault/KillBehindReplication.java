package dev.hadrill.workflows.fault;

import java.time.Duration;

/**
 * SIGKILL to a primary or master whose followers have received nothing for a while: what it acknowledged in that time is
 * lost with it. It shows that the ledger finds loss.
 *
 * @param heldFor for how long they receive nothing before the kill
 */
public record KillBehindReplication(Duration heldFor) implements Fault {
    // An injection under way holds the drill; nothing is shown by more.
    private static final Duration MOST = Duration.ofSeconds(30);

    public KillBehindReplication {
        if (heldFor == null || heldFor.isNegative() || heldFor.isZero() || heldFor.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("held_for must be > 0s and <= 30s, was " + heldFor);
        }
    }

    @Override
    public Duration preparation() {
        return heldFor;
    }
}

package dev.hadrill.activities.docker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again until a condition holds or the time is over; blocks. */
public final class Await {
    // A look costs 20 to 200 ms by itself: a shorter pause would only load the machine that is being measured.
    private static final long PAUSE_MS = 50;

    private Await() {}

    /** Empty when the time was over first; looks at least once. */
    public static <T> Optional<T> until(Duration patience, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> seen = look.get();
            if (seen.isPresent() || System.nanoTime() >= end) {
                return seen;
            }
            pause();
        }
    }

    public static boolean until(Duration patience, BooleanSupplier look) {
        return until(patience, () -> look.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    public static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting: the worker is being stopped", e);
        }
    }
}

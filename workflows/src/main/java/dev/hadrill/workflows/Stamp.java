package dev.hadrill.workflows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An instant on {@code CLOCK_MONOTONIC}, in nanoseconds, with the boot that it counts from and the wall clock, in
 * microseconds as Postgres keeps it, as a label. Without a monotonic instant it is approximate: it was stamped by a clock that may jump.
 */
public record Stamp(@Nullable Long monoNs, @Nullable String bootId, Instant wall) {
    private static final String BOOT_ID = readBootId();

    /** A thread that lost its processor between the two clocks reads both again. */
    private static final long READ_TOGETHER_NS = 5_000;

    private static final int MOST_TRIES = 10;

    /** What {@link System#nanoTime} reads, which on HotSpot and Linux is CLOCK_MONOTONIC; not for workflow code. */
    public static Stamp now() {
        for (int tries = 1; ; tries++) {
            long mono = System.nanoTime();
            Instant wall = Instant.now();
            if (System.nanoTime() - mono < READ_TOGETHER_NS || tries == MOST_TRIES) {
                return new Stamp(mono, BOOT_ID, wall.truncatedTo(ChronoUnit.MICROS));
            }
        }
    }

    /** For workflow code, which has no clock that counts. */
    public static Stamp approximate(long wallMillis) {
        return new Stamp(null, null, Instant.ofEpochMilli(wallMillis));
    }

    /** The stamp of a monotonic instant of this boot, labelled by this one's wall clock. */
    public Stamp at(long otherMonoNs) {
        if (monoNs == null) {
            throw new IllegalStateException("an approximate stamp has no monotonic clock to count from");
        }
        return new Stamp(
                otherMonoNs, bootId, wall.plusNanos(otherMonoNs - monoNs).truncatedTo(ChronoUnit.MICROS));
    }

    /** Seconds from another stamp to this one: monotonic where both are of one boot, else by wall clock. */
    public double secondsSince(Stamp start) {
        if (monoNs != null && start.monoNs != null && bootId != null && bootId.equals(start.bootId)) {
            return (monoNs - start.monoNs) / 1e9;
        }
        return java.time.Duration.between(start.wall, wall).toNanos() / 1e9;
    }

    private static String readBootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim();
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/sys/kernel/random/boot_id: hadrill measures on Linux only", e);
        }
    }
}

package dev.hadrill.starter.drill;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.observation.Bounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Instants of an observation in Unix seconds with microseconds, rounded outwards: what lies between two bounds on
 * CLOCK_MONOTONIC lies between them here.
 */
final class WallClock {
    private static final int MICROS = 6;

    /** A stamp's wall clock is read within some microseconds after its monotonic one, and a lower bound allows for it. */
    private static final long READ_LATER_NS = 5_000;

    /** It is cut to microseconds when it is read, and when it is moved: to the beginning, and to the first probe. */
    private static final long CUT_NS = 3_000;

    private final long originNs;
    private final BigDecimal origin;

    /** {@code began} has a monotonic instant. */
    WallClock(Stamp began) {
        this.originNs = Objects.requireNonNull(began.monoNs());
        Instant wall = began.wall();
        this.origin = BigDecimal.valueOf(wall.getEpochSecond()).add(BigDecimal.valueOf(wall.getNano(), 9));
    }

    /** Lower and upper bound; the upper one of an open interval is null. */
    List<@Nullable BigDecimal> bounds(Bounds bounds) {
        return Arrays.asList(lower(bounds.loNs()), upper(bounds.hiNs()));
    }

    BigDecimal lower(long ns) {
        return seconds(ns - originNs - READ_LATER_NS).add(origin).setScale(MICROS, RoundingMode.FLOOR);
    }

    BigDecimal upper(long ns) {
        return seconds(ns - originNs + CUT_NS).add(origin).setScale(MICROS, RoundingMode.CEILING);
    }

    /** How long from one to the other; open where the other is. */
    static List<@Nullable BigDecimal> duration(Bounds start, long endLoNs, @Nullable Long endHiNs) {
        return Arrays.asList(
                seconds(Math.max(0, endLoNs - start.hiNs())).setScale(MICROS, RoundingMode.FLOOR),
                endHiNs == null ? null : seconds(endHiNs - start.loNs()).setScale(MICROS, RoundingMode.CEILING));
    }

    private static BigDecimal seconds(long ns) {
        return BigDecimal.valueOf(ns, 9);
    }
}

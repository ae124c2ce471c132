package dev.hadrill.db;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which drills a trend is of; null stands for all.
 *
 * @param engineDied whether runs in which hadrill itself died are in it
 */
public record TrendFilter(
        @Nullable String scenario,
        @Nullable String stack,
        @Nullable Instant since,
        boolean engineDied) {}

package dev.hadrill.workflows.history;

import dev.hadrill.workflows.regression.Comparison;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One group of a trend: the drills of a scenario for one release, or in one week.
 *
 * @param group the release, or the week's Monday as {@code 2026-11-16}
 * @param measured how many of the drills count in the figures: PASSED and FAILED ones with a recovery time
 * @param medianSec null when half of the drills or more never recovered
 * @param bestLoSec no recovery took less; null without a measurement
 * @param worstHiSec no recovery took longer; null when one never recovered
 * @param comparison with the drills of the groups before; null by week
 */
public record ReleaseTrend(
        String stack,
        String scenario,
        String group,
        Instant since,
        int drills,
        int measured,
        int passed,
        int failed,
        int inconclusive,
        int neverRecovered,
        @Nullable Double medianSec,
        @Nullable Double bestLoSec,
        @Nullable Double worstHiSec,
        double rtoBudgetSec,
        @Nullable Integer lostWrites,
        @Nullable Comparison comparison) {}

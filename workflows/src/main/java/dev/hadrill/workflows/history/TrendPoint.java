package dev.hadrill.workflows.history;

import dev.hadrill.workflows.drill.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One drill in a trend: a row of the view {@code rto_trend}.
 *
 * @param rtoSec the midpoint; where recovered is false a lower bound
 * @param rtoHiSec null when it never recovered while it was observed
 */
public record TrendPoint(
        String drillId,
        String stack,
        String scenario,
        @Nullable String release,
        Instant startedAt,
        Verdict verdict,
        boolean recovered,
        double rtoSec,
        double rtoLoSec,
        @Nullable Double rtoHiSec,
        double rtoBudgetSec) {}

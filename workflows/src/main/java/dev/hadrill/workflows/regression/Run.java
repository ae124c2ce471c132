package dev.hadrill.workflows.regression;

import org.jspecify.annotations.Nullable;

/**
 * What one drill counts for in a comparison.
 *
 * @param rtoSec the midpoint, without the time that a person was waited for; a lower bound when it did not recover
 * @param widthSec of the RTO's interval; null when it did not recover
 */
public record Run(String drillId, double rtoSec, @Nullable Double widthSec) {
    public Run {
        if (!Double.isFinite(rtoSec) || rtoSec < 0) {
            throw new IllegalArgumentException("rto_sec must be >= 0, was " + rtoSec);
        }
    }

    public boolean recovered() {
        return widthSec != null;
    }
}

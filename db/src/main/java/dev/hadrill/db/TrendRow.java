package dev.hadrill.db;

import dev.hadrill.workflows.history.TrendPoint;
import dev.hadrill.workflows.regression.Run;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code rto_trend}.
 *
 * @param machineRtoSec null when it never recovered
 */
public record TrendRow(
        TrendPoint point, LocalDate week, @Nullable Double machineRtoSec) {
    /** What it counts for in a comparison. */
    public Run run() {
        Double hi = point.rtoHiSec();
        return new Run(
                point.drillId(),
                machineRtoSec == null ? point.rtoLoSec() : Math.max(0, machineRtoSec),
                hi == null ? null : hi - point.rtoLoSec());
    }
}

package dev.hadrill.db;

import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.RtoPhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of {@code drill} that only the views need; the migration explains them. */
public record TrendColumns(
        boolean engineDied,
        @Nullable Double detectionSec,
        @Nullable Double approvalSec,
        @Nullable Double promotionSec,
        @Nullable Double reconnectionSec,
        @Nullable Double readmissionSec,
        @Nullable Double stabilisingSec,
        @Nullable Double unattributedSec) {
    static TrendColumns of(DrillState drill) {
        return of(drill.engineDied(), drill.phases());
    }

    static TrendColumns of(boolean engineDied, List<PhaseSpan> phases) {
        return new TrendColumns(
                engineDied,
                spent(phases, RtoPhase.DETECTION),
                spent(phases, RtoPhase.APPROVAL),
                spent(phases, RtoPhase.PROMOTION),
                spent(phases, RtoPhase.RECONNECTION),
                spent(phases, RtoPhase.READMISSION),
                spent(phases, RtoPhase.STABILISING),
                spent(phases, RtoPhase.UNATTRIBUTED));
    }

    private static @Nullable Double spent(List<PhaseSpan> phases, RtoPhase phase) {
        return phases.isEmpty()
                ? null
                : Double.valueOf(phases.stream()
                        .filter(span -> span.phase() == phase)
                        .mapToDouble(PhaseSpan::durationSec)
                        .sum());
    }
}

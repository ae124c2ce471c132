package dev.hadrill.workflows.finding;

import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillState;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a drill's events say that somebody should mend, the worst first: docs/findings.md. Pure. */
public final class Findings {
    private static final List<Function<DrillState, Stream<Finding>>> RULES = List.of(
            RedundancyFindings::redundancyMissing,
            LedgerFindings::splitBrainWrites,
            LedgerFindings::lostWrites,
            RecoveryFindings::neverRecovered,
            RecoveryFindings::rtoOverBudget,
            RecoveryFindings::runbookStopped,
            RecoveryFindings::flapping,
            RecoveryFindings::recoveryUnexplained,
            MeasurementFindings::faultNotLanded,
            MeasurementFindings::probeNotRecovered,
            MeasurementFindings::uncertainObservation,
            LedgerFindings::uncertainLedger);

    private Findings() {}

    /** Of one severity, in the order of the rules. */
    public static List<Finding> of(DrillState drill) {
        return RULES.stream()
                .flatMap(rule -> rule.apply(drill))
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /** The component that was attacked; empty for an observation without a fault of ours. */
    static Stream<String> attacked(DrillState drill) {
        return drill.last(DrillStarted.class).stream()
                .map(started -> started.target().component());
    }
}

package dev.hadrill.db;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.regression.Comparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code gate_comparison}, whose columns the migration explains. */
public record GateComparisonRow(
        String gateId,
        String scenario,
        Comparison.Outcome outcome,
        int candidateRuns,
        int baselineRuns,
        @Nullable Double shiftSec,
        @Nullable Double shiftLoSec,
        @Nullable Double shiftHiSec,
        @Nullable Double p,
        @JsonProperty("p_holm") @Nullable Double pHolm,
        String words) {
    static List<GateComparisonRow> of(GateState gate) {
        return gate.compared() == null
                ? List.of()
                : gate.compared().comparisons().stream()
                        .map(found -> new GateComparisonRow(
                                gate.gateId(),
                                found.scenario(),
                                found.outcome(),
                                found.candidateRuns(),
                                found.baselineRuns(),
                                found.shiftSec(),
                                found.shiftLoSec(),
                                found.shiftHiSec(),
                                found.p(),
                                found.pHolm(),
                                found.words()))
                        .toList();
    }
}

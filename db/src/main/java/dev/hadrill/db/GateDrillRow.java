package dev.hadrill.db;

import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.gate.GateState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code gate_drill}, whose columns the migration explains. */
public record GateDrillRow(
        String gateId,
        int seq,
        String scenario,
        int round,
        String workflowId,
        @Nullable String drillId,
        boolean ran,
        @Nullable Verdict verdict,
        @Nullable String failure) {
    static List<GateDrillRow> of(GateState gate) {
        return gate.runs().stream()
                .map(run -> new GateDrillRow(
                        gate.gateId(),
                        run.seq(),
                        run.scenario(),
                        run.round(),
                        run.workflowId(),
                        run.drillId(),
                        run.status() == GateRun.Status.ENDED,
                        run.verdict(),
                        run.failure()))
                .toList();
    }
}

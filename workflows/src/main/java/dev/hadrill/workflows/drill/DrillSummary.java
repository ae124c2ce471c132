package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.FaultInjected;
import dev.hadrill.workflows.drill.DrillEvent.ReportWritten;
import dev.hadrill.workflows.drill.DrillEvent.VerdictReached;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Rto;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A drill in one row: the workflow's result, the history's {@code drill} table and a line of {@code hadrill history}.
 *
 * @param rtoHiSec null when the service never recovered while it was observed
 * @param redundancyRestored null when nothing had to be restored
 * @param evidence the folder's name
 */
public record DrillSummary(
        String drillId,
        String workflowId,
        String stack,
        String scenario,
        @Nullable String release,
        @Nullable String targetContainer,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Verdict verdict,
        @Nullable String reason,
        double rtoBudgetSec,
        @Nullable Double rtoSec,
        @Nullable Double rtoLoSec,
        @Nullable Double rtoHiSec,
        @Nullable Boolean recovered,
        @Nullable Boolean redundancyRestored,
        @Nullable String evidence) {

    /** Fails on a state without its first event. */
    static DrillSummary of(DrillState state) {
        DrillStarted started = state.last(DrillStarted.class)
                .orElseThrow(() -> new IllegalStateException("drill " + state.drillId() + " has no drill_started"));
        Optional<VerdictReached> verdict = state.last(VerdictReached.class);
        Optional<Rto> rto = state.rto();
        return new DrillSummary(
                state.drillId(),
                state.workflowId(),
                started.stack(),
                started.scenario(),
                started.request().release(),
                state.last(FaultInjected.class).map(FaultInjected::container).orElse(null),
                started.at().wall(),
                verdict.map(reached -> reached.at().wall()).orElse(null),
                verdict.map(VerdictReached::verdict).orElse(null),
                verdict.map(VerdictReached::reason).orElse(null),
                started.rtoBudget().toMillis() / 1000.0,
                rto.map(Rto::midSec).orElse(null),
                rto.map(Rto::loSec).orElse(null),
                rto.map(Rto::hiSec).orElse(null),
                rto.map(Rto::recovered).orElse(null),
                state.restoration().map(Restoration::whole).orElse(null),
                state.last(ReportWritten.class)
                        .map(written -> written.evidence().folder())
                        .orElse(null));
    }
}

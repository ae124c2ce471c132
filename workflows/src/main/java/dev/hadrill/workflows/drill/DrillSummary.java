package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.drill.DrillEvent.DrillSkipped;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.FaultInjected;
import dev.hadrill.workflows.drill.DrillEvent.ObservationEnded;
import dev.hadrill.workflows.drill.DrillEvent.ReportWritten;
import dev.hadrill.workflows.drill.DrillEvent.VerdictReached;
import dev.hadrill.workflows.drill.DrillEvent.WatchStarted;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.Rpo;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Rto;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.RtoPhase;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A drill in one row: the workflow's result, the history's {@code drill} table and a line of {@code hadrill history}.
 *
 * @param rtoSec null without a measurement: also where the observation was cut short, by an abort or by a runbook that
 *     stopped, which tells a lower bound and not whether the service would have recovered
 * @param rtoLoSec all that is known where the observation was cut short
 * @param rtoHiSec null when the service never recovered while it was observed
 * @param machineRtoSec without the time that a person was waited for; null without a recovery
 * @param recovered null without a measurement, as {@code rtoSec}
 * @param lostWrites acknowledged writes that were lost, of all stores; null where no ledger could be read whole
 * @param lostSec from the fault back to the earliest of them
 * @param redundancyRestored null when nothing had to be restored
 * @param evidence the folder's name; null where nothing was written
 * @param skippedBecause who had the stack when a schedule wanted it, or until when that excludes it; null for a drill that was run
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
        @Nullable Double rtoBudgetSec,
        @Nullable Double rtoSec,
        @Nullable Double rtoLoSec,
        @Nullable Double rtoHiSec,
        @Nullable Double machineRtoSec,
        @Nullable Boolean recovered,
        @Nullable Integer lostWrites,
        @Nullable Double lostSec,
        @Nullable Boolean redundancyRestored,
        @Nullable String evidence,
        @Nullable String skippedBecause) {

    /** The scenario and the stack of an observation without a fault of ours. */
    public static final String WATCH = "observe";

    /** Fails on a state without its first event. */
    static DrillSummary of(DrillState state) {
        Optional<DrillStarted> started = state.last(DrillStarted.class);
        Optional<WatchStarted> watch = state.last(WatchStarted.class);
        if (started.isEmpty() && watch.isEmpty()) {
            throw new IllegalStateException("drill " + state.drillId() + " has no drill_started");
        }
        Optional<DrillSkipped> skipped = state.last(DrillSkipped.class);
        Optional<VerdictReached> verdict = state.last(VerdictReached.class);
        Optional<Rto> rto = state.rto();
        Optional<Rto> measured =
                rto.filter(seen -> state.observation().orElseThrow().end() != Observation.End.CANCELLED);
        Optional<Rpo> rpo = Rpo.of(state.ledger());
        return new DrillSummary(
                state.drillId(),
                state.workflowId(),
                started.map(DrillStarted::stack).orElse(WATCH),
                started.map(DrillStarted::scenario).orElse(WATCH),
                started.map(begun -> begun.request().release())
                        .or(() -> watch.map(begun -> begun.request().release()))
                        .orElse(null),
                state.last(FaultInjected.class).map(FaultInjected::container).orElse(null),
                state.began().orElseThrow().wall(),
                verdict.map(reached -> reached.at().wall())
                        .or(() -> skipped.map(drill -> drill.at().wall()))
                        .or(() -> watch.flatMap(begun -> state.last(ObservationEnded.class))
                                .map(ended -> ended.at().wall()))
                        .orElse(null),
                verdict.map(VerdictReached::verdict).orElse(null),
                verdict.map(VerdictReached::reason).orElse(null),
                started.map(DrillStarted::rtoBudgetSec).orElse(null),
                measured.map(Rto::midSec).orElse(null),
                rto.map(Rto::loSec).orElse(null),
                rto.map(Rto::hiSec).orElse(null),
                machineSec(state, measured.filter(Rto::recovered)),
                measured.map(Rto::recovered).orElse(null),
                rpo.map(Rpo::writes).orElse(null),
                rpo.map(Rpo::seconds).orElse(null),
                state.restoration().map(Restoration::whole).orElse(null),
                state.last(ReportWritten.class)
                        .map(written -> written.evidence().folder())
                        .orElse(null),
                skipped.map(DrillSkipped::reason).orElse(null));
    }

    private static @Nullable Double machineSec(DrillState state, Optional<Rto> rto) {
        double waiting = PhaseSpan.sumSec(state.phases(), RtoPhase.APPROVAL);
        return rto.map(recovered -> recovered.midSec() - waiting).orElse(null);
    }
}

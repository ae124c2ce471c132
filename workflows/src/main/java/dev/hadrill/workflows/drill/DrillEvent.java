package dev.hadrill.workflows.drill;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.fault.Fault;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A fact about a drill, in the past tense; a drill is the sequence of these. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DrillEvent.DrillStarted.class, name = "drill_started"),
    @JsonSubTypes.Type(value = DrillEvent.WatchStarted.class, name = "watch_started"),
    @JsonSubTypes.Type(value = DrillEvent.LeaseTaken.class, name = "lease_taken"),
    @JsonSubTypes.Type(value = DrillEvent.DrillSkipped.class, name = "drill_skipped"),
    @JsonSubTypes.Type(value = DrillEvent.GuardsChecked.class, name = "guards_checked"),
    @JsonSubTypes.Type(value = DrillEvent.BaselinePassed.class, name = "baseline_passed"),
    @JsonSubTypes.Type(value = DrillEvent.UndoArmed.class, name = "undo_armed"),
    @JsonSubTypes.Type(value = DrillEvent.FaultInjected.class, name = "fault_injected"),
    @JsonSubTypes.Type(value = DrillEvent.FaultConfirmed.class, name = "fault_confirmed"),
    @JsonSubTypes.Type(value = DrillEvent.FaultMissed.class, name = "fault_missed"),
    @JsonSubTypes.Type(value = DrillEvent.OutageBegan.class, name = "outage_began"),
    @JsonSubTypes.Type(value = DrillEvent.ServiceRecovered.class, name = "service_recovered"),
    @JsonSubTypes.Type(value = DrillEvent.PromotionIntended.class, name = "promotion_intended"),
    @JsonSubTypes.Type(value = DrillEvent.RunbookStepDone.class, name = "runbook_step_done"),
    @JsonSubTypes.Type(value = DrillEvent.RunbookStopped.class, name = "runbook_stopped"),
    @JsonSubTypes.Type(value = DrillEvent.ObservationEnded.class, name = "observation_ended"),
    @JsonSubTypes.Type(value = DrillEvent.LedgerBegan.class, name = "ledger_began"),
    @JsonSubTypes.Type(value = DrillEvent.LedgerRead.class, name = "ledger_read"),
    @JsonSubTypes.Type(value = DrillEvent.LedgerLost.class, name = "ledger_lost"),
    @JsonSubTypes.Type(value = DrillEvent.DrillAborted.class, name = "drill_aborted"),
    @JsonSubTypes.Type(value = DrillEvent.EngineFailed.class, name = "engine_failed"),
    @JsonSubTypes.Type(value = DrillEvent.LeaseLost.class, name = "lease_lost"),
    @JsonSubTypes.Type(value = DrillEvent.RedundancyRestored.class, name = "redundancy_restored"),
    @JsonSubTypes.Type(value = DrillEvent.RedundancyMissing.class, name = "redundancy_missing"),
    @JsonSubTypes.Type(value = DrillEvent.VerdictReached.class, name = "verdict_reached"),
    @JsonSubTypes.Type(value = DrillEvent.ReportWritten.class, name = "report_written")
})
public sealed interface DrillEvent {
    Stamp at();

    /** {@code probes} are all that are asked; empty in events of before they were kept. */
    record DrillStarted(
            Stamp at,
            DrillRequest request,
            String stack,
            String scenario,
            Target target,
            Fault fault,
            Recovery recovery,
            Duration rtoBudget,
            @Nullable RpoBudget rpoBudget,
            String probeUrl,
            String configSha256,
            @Nullable List<Probe> probes)
            implements DrillEvent {
        public DrillStarted {
            probes = probes == null ? List.of() : List.copyOf(probes);
        }

        /** One whose probes are not told. */
        public DrillStarted(
                Stamp at,
                DrillRequest request,
                String stack,
                String scenario,
                Target target,
                Fault fault,
                Recovery recovery,
                Duration rtoBudget,
                @Nullable RpoBudget rpoBudget,
                String probeUrl,
                String configSha256) {
            this(
                    at,
                    request,
                    stack,
                    scenario,
                    target,
                    fault,
                    recovery,
                    rtoBudget,
                    rpoBudget,
                    probeUrl,
                    configSha256,
                    null);
        }

        @Override
        public List<Probe> probes() {
            return Objects.requireNonNull(probes);
        }

        public double rtoBudgetSec() {
            return rtoBudget.toMillis() / 1000.0;
        }
    }

    /** An observation without a fault of ours began. */
    record WatchStarted(Stamp at, WatchRequest request) implements DrillEvent {}

    /** The stack was in use, or nothing may start at that time; nothing was touched. */
    record DrillSkipped(Stamp at, String reason) implements DrillEvent {}

    record LeaseTaken(Stamp at, String leaseId) implements DrillEvent {}

    record GuardsChecked(Stamp at, GuardReport report) implements DrillEvent {}

    record BaselinePassed(Stamp at, Baseline baseline) implements DrillEvent {}

    record UndoArmed(Stamp at, String undoId, String service) implements DrillEvent {}

    /** {@code at} is when the fault was requested: it took effect after this. */
    record FaultInjected(Stamp at, String container) implements DrillEvent {}

    /** {@code at} is when the effect was seen: it took effect before this. */
    record FaultConfirmed(Stamp at, String confirmation) implements DrillEvent {}

    record FaultMissed(Stamp at, String reason) implements DrillEvent {}

    record OutageBegan(Stamp at, String probe) implements DrillEvent {}

    record ServiceRecovered(Stamp at, String probe) implements DrillEvent {}

    record PromotionIntended(Stamp at, Promotion promotion) implements DrillEvent {}

    record RunbookStepDone(Stamp at, StepDone step) implements DrillEvent {}

    record RunbookStopped(Stamp at, String reason) implements DrillEvent {}

    record ObservationEnded(Stamp at, Observation observation) implements DrillEvent {}

    /** Every store has acknowledged a write. */
    record LedgerBegan(Stamp at) implements DrillEvent {}

    /** What was left of the ledger. */
    record LedgerRead(Stamp at, When when, List<StoreLedger> stores) implements DrillEvent {
        /** Twice: what recovery brings back, restoring redundancy may take away. */
        public enum When {
            AFTER_RECOVERY,
            AFTER_RESTORATION
        }

        public LedgerRead {
            stores = List.copyOf(stores);
        }
    }

    record LedgerLost(Stamp at, String reason) implements DrillEvent {}

    record DrillAborted(Stamp at, Abort abort) implements DrillEvent {}

    record EngineFailed(Stamp at, String reason) implements DrillEvent {}

    record LeaseLost(Stamp at, String reason) implements DrillEvent {}

    record RedundancyRestored(Stamp at, Restoration restoration) implements DrillEvent {}

    record RedundancyMissing(Stamp at, Restoration restoration) implements DrillEvent {}

    record VerdictReached(Stamp at, Verdict verdict, String reason) implements DrillEvent {}

    record ReportWritten(Stamp at, EvidenceRef evidence) implements DrillEvent {}
}

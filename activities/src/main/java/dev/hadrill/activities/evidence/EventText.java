package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.stack.GuardCheck;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drill's events in words. */
final class EventText {
    private EventText() {}

    /** The event's stable name. */
    static String type(DrillEvent event) {
        return Json.mapper().valueToTree(event).path("type").asText();
    }

    static String of(DrillEvent event) {
        return switch (event) {
            case DrillEvent.DrillStarted e -> "Drill %s of stack %s began".formatted(e.scenario(), e.stack());
            case DrillEvent.DrillSkipped e -> "Skipped: " + e.reason();
            case DrillEvent.LeaseTaken e -> "The stack was taken: " + e.leaseId();
            case DrillEvent.GuardsChecked e -> guards(e.report().checks());
            case DrillEvent.BaselinePassed e ->
                "The service was healthy: %d good answers"
                        .formatted(e.baseline().answers());
            case DrillEvent.UndoArmed e -> "The undo of %s is recorded".formatted(e.service());
            case DrillEvent.FaultInjected e -> "The fault was sent to " + e.container();
            case DrillEvent.FaultConfirmed e -> "The fault took effect: " + e.confirmation();
            case DrillEvent.FaultMissed e -> "The fault did not land: " + e.reason();
            case DrillEvent.OutageBegan e -> "Outage seen by " + e.probe();
            case DrillEvent.ServiceRecovered e -> "Recovery seen by " + e.probe();
            case DrillEvent.PromotionIntended e ->
                "The promotion of %s is intended"
                        .formatted(e.promotion().standby().service());
            case DrillEvent.RunbookStepDone e ->
                "Runbook step done: %s: %s".formatted(e.step().step(), e.step().detail());
            case DrillEvent.WatchStarted e -> "An observation began";
            case DrillEvent.LedgerBegan e -> "The ledger is being written";
            case DrillEvent.LedgerRead e ->
                "The ledger was read back %s: %s"
                        .formatted(
                                e.when().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                e.stores().stream().map(StoreLedger::words).collect(Collectors.joining("; ")));
            case DrillEvent.LedgerLost e -> "The ledger was lost: " + e.reason();
            case DrillEvent.RunbookStopped e -> "The runbook stopped: " + e.reason();
            case DrillEvent.ObservationEnded e ->
                "The observation ended: " + end(e.observation().end());
            case DrillEvent.DrillAborted e ->
                "Aborted by %s: %s".formatted(e.abort().by(), e.abort().reason());
            case DrillEvent.EngineFailed e -> "hadrill itself failed: " + e.reason();
            case DrillEvent.LeaseLost e -> "The lease was lost: " + e.reason();
            case DrillEvent.RedundancyRestored e -> "Every component is redundant again";
            case DrillEvent.RedundancyMissing e ->
                "Redundancy is NOT restored: "
                        + String.join("; ", e.restoration().todo());
            case DrillEvent.VerdictReached e -> "Verdict %s: %s".formatted(e.verdict(), e.reason());
            case DrillEvent.ReportWritten e ->
                "Evidence written: " + e.evidence().folder();
        };
    }

    private static String guards(List<GuardCheck> checks) {
        List<String> refused = checks.stream()
                .filter(check -> !check.passed())
                .map(GuardCheck::guard)
                .toList();
        return refused.isEmpty()
                ? "All %d guards passed".formatted(checks.size())
                : "Refused by " + String.join(", ", refused);
    }

    private static String end(Observation.End end) {
        return switch (end) {
            case STABLE -> "the service was stable";
            case MAX_WAIT -> "the maximum wait had passed";
            case CANCELLED -> "it was cancelled";
        };
    }
}

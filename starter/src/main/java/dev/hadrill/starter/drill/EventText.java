package dev.hadrill.starter.drill;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Member;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An event as a line for people: seconds since the start, phase, what happened. */
final class EventText {
    private EventText() {}

    /** Empty for what the last lines say anyway. */
    static Optional<String> line(DrillState drill, int index) {
        DrillEvent event = drill.events().get(index);
        DrillState then = new DrillState(
                drill.drillId(), drill.workflowId(), drill.events().subList(0, index + 1));
        Stamp start = drill.events().getFirst().at();
        return text(event)
                .map(text -> String.format(
                        Locale.ROOT,
                        "%7.1f s  %-10s %s",
                        event.at().secondsSince(start),
                        then.stage().name().toLowerCase(Locale.ROOT),
                        text));
    }

    private static Optional<String> text(DrillEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case DrillEvent.DrillStarted e ->
                        "%s on stack %s: budget %s s, seen through %s"
                                .formatted(e.scenario(), e.stack(), seconds(e.rtoBudget()), e.probeUrl());
                    case DrillEvent.DrillSkipped e -> "skipped: " + e.reason();
                    case DrillEvent.LeaseTaken e -> "holds " + e.leaseId();
                    case DrillEvent.GuardsChecked e -> guards(e.report());
                    case DrillEvent.BaselinePassed e ->
                        "healthy before the fault: %d answers, median %d ms, p99 %d ms"
                                .formatted(
                                        e.baseline().answers(),
                                        e.baseline().p50().toMillis(),
                                        e.baseline().p99().toMillis());
                    case DrillEvent.UndoArmed e -> "undo recorded for " + e.service();
                    case DrillEvent.FaultInjected e -> "fault sent to " + e.container();
                    case DrillEvent.FaultConfirmed e -> "fault confirmed: " + e.confirmation();
                    case DrillEvent.FaultMissed e -> "the fault did not land: " + e.reason();
                    case DrillEvent.OutageBegan e -> "outage (" + e.probe() + ")";
                    case DrillEvent.ServiceRecovered e -> "answers again (" + e.probe() + ")";
                    case DrillEvent.PromotionIntended e ->
                        "promoting %s in place of %s"
                                .formatted(
                                        e.promotion().standby().service(),
                                        e.promotion().oldPrimary().service());
                    case DrillEvent.RunbookStepDone e ->
                        String.format(
                                Locale.ROOT,
                                "%s: %s (%.1f s)",
                                e.step().step(),
                                e.step().detail(),
                                e.step().ended().secondsSince(e.step().began()));
                    case DrillEvent.WatchStarted e ->
                        "observing %s every %s ms, nothing is touched"
                                .formatted(
                                        e.request().observation().probes().stream()
                                                .map(probe -> probe.question())
                                                .collect(Collectors.joining(", ")),
                                        e.request().observation().interval().toMillis());
                    case DrillEvent.LedgerBegan e -> "the ledger is being written";
                    case DrillEvent.LedgerRead e ->
                        "ledger read %s: %s"
                                .formatted(
                                        e.when().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                        e.stores().stream()
                                                .map(StoreLedger::words)
                                                .collect(Collectors.joining("; ")));
                    case DrillEvent.LedgerLost e -> "the ledger was lost: " + e.reason();
                    case DrillEvent.RunbookStopped e -> "the runbook stopped: " + e.reason();
                    case DrillEvent.ObservationEnded e ->
                        "observation ended: " + e.observation().end().name().toLowerCase(Locale.ROOT);
                    case DrillEvent.DrillAborted e ->
                        "aborted by %s: %s".formatted(e.abort().by(), e.abort().reason());
                    case DrillEvent.EngineFailed e -> "the engine failed: " + e.reason();
                    case DrillEvent.LeaseLost e -> "the lease was lost: " + e.reason();
                    case DrillEvent.RedundancyRestored e -> "the stack is whole again" + after(e.restoration());
                    case DrillEvent.RedundancyMissing e ->
                        "the stack is NOT whole: "
                                + String.join("; ", e.restoration().todo());
                    case DrillEvent.VerdictReached e -> null;
                    case DrillEvent.ReportWritten e -> null;
                });
    }

    private static String guards(GuardReport report) {
        long refusing =
                report.checks().stream().filter(check -> !check.passed()).count();
        Member target = report.target();
        return refusing > 0 || target == null
                ? "%d of %d guards refused".formatted(refusing, report.checks().size())
                : "%d guards passed; target %s (%s)"
                        .formatted(
                                report.checks().size(),
                                target.containerName(),
                                target.role().name().toLowerCase(Locale.ROOT));
    }

    private static String after(Restoration restoration) {
        return String.format(Locale.ROOT, " after %.1f s", restoration.ended().secondsSince(restoration.began()));
    }

    static String seconds(Duration duration) {
        double sec = duration.toMillis() / 1000.0;
        return sec == Math.rint(sec) ? String.valueOf((long) sec) : String.valueOf(sec);
    }
}

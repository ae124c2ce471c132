package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.FaultConfirmed;
import dev.hadrill.workflows.drill.DrillEvent.FaultInjected;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.drill.DrillEvent.ObservationEnded;
import dev.hadrill.workflows.drill.DrillEvent.RedundancyMissing;
import dev.hadrill.workflows.drill.DrillEvent.RedundancyRestored;
import dev.hadrill.workflows.drill.DrillEvent.RunbookStepDone;
import dev.hadrill.workflows.drill.DrillEvent.WatchStarted;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Rto;
import dev.hadrill.workflows.phase.Attribution;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.runbook.StepDone;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a drill: its events, and everything that follows from them.
 *
 * @param drillId the first run's id
 */
public record DrillState(String drillId, String workflowId, List<DrillEvent> events) {
    public DrillState {
        events = List.copyOf(events);
    }

    public DrillState apply(DrillEvent event) {
        return new DrillState(
                drillId,
                workflowId,
                Stream.concat(events.stream(), Stream.of(event)).toList());
    }

    /** Where the workflow's memo holds an event: it can be read when the drill was terminated, and a query can not. */
    public static String memoKey(int index) {
        return "event_%02d".formatted(index);
    }

    /** The latest event of a type. */
    public <E extends DrillEvent> Optional<E> last(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).reduce((first, second) -> second);
    }

    public boolean has(Class<? extends DrillEvent> type) {
        return last(type).isPresent();
    }

    /** Empty until the fault's effect was confirmed. */
    public Optional<Injection> injection() {
        return last(FaultInjected.class)
                .flatMap(injected -> last(FaultConfirmed.class)
                        .map(confirmed -> new Injection(injected.at(), confirmed.at(), confirmed.confirmation())));
    }

    public Optional<Observation> observation() {
        return last(ObservationEnded.class).map(ObservationEnded::observation);
    }

    /** What is asked of the service; empty where the events do not tell. */
    public List<Probe> probes() {
        return last(DrillEvent.DrillStarted.class)
                .map(DrillEvent.DrillStarted::probes)
                .or(() -> last(DrillEvent.WatchStarted.class)
                        .map(watch -> watch.request().observation().probes()))
                .orElse(List.of());
    }

    /** Empty without a confirmed fault or without an observation. */
    public Optional<Rto> rto() {
        return injection().flatMap(injection -> observation().map(seen -> Rto.of(seen, injection)));
    }

    /** A probe's first outage that was not over before the fault; empty without a confirmed fault. */
    public Optional<Outage> outage(ProbeResult seen) {
        return observation()
                .flatMap(observation -> injection()
                        .flatMap(injection -> seen.outages().stream()
                                .filter(outage -> {
                                    Bounds end = outage.end();
                                    return end == null
                                            || observation
                                                            .began()
                                                            .at(end.hiNs())
                                                            .secondsSince(injection.requested())
                                                    > 0;
                                })
                                .findFirst()));
    }

    /** Where the recovery time went, in the order of time; empty without a recovery. */
    public List<PhaseSpan> phases() {
        return injection()
                .flatMap(injection -> observation()
                        .flatMap(seen -> last(DrillEvent.DrillStarted.class)
                                .map(started -> Attribution.of(
                                        seen, injection, started.target().role(), runbookSteps()))))
                .orElse(List.of());
    }

    /** The latest reading of the ledger; empty without one. */
    public List<StoreLedger> ledger() {
        return last(LedgerRead.class).map(LedgerRead::stores).orElse(List.of());
    }

    /** One reading of the ledger, the last of its kind; empty without one. */
    public List<StoreLedger> ledger(LedgerRead.When when) {
        return events.stream()
                .filter(LedgerRead.class::isInstance)
                .map(LedgerRead.class::cast)
                .filter(read -> read.when() == when)
                .reduce((first, second) -> second)
                .map(LedgerRead::stores)
                .orElse(List.of());
    }

    public Optional<Restoration> restoration() {
        return last(RedundancyRestored.class)
                .map(RedundancyRestored::restoration)
                .or(() -> last(RedundancyMissing.class).map(RedundancyMissing::restoration));
    }

    public List<StepDone> runbookSteps() {
        return events.stream()
                .filter(RunbookStepDone.class::isInstance)
                .map(event -> ((RunbookStepDone) event).step())
                .toList();
    }

    /**
     * Whether hadrill itself died or failed before the verdict: the figures may stand, and a trend is better off without
     * them.
     */
    public boolean engineDied() {
        return events.stream()
                .takeWhile(event -> !(event instanceof DrillEvent.VerdictReached))
                .anyMatch(DrillState::tellsOfADeath);
    }

    private static boolean tellsOfADeath(DrillEvent event) {
        return event instanceof DrillEvent.EngineFailed
                || event instanceof DrillEvent.LeaseLost
                || (event instanceof ObservationEnded ended
                        && ended.observation().attempts() > 1)
                || (event instanceof LedgerRead read && !read.stores().stream().allMatch(StoreLedger::complete));
    }

    public Stage stage() {
        Stage stage = Stage.STARTING;
        for (DrillEvent event : events) {
            stage = stageAfter(event, stage);
        }
        return stage;
    }

    public Optional<Stamp> began() {
        return events.stream().findFirst().map(DrillEvent::at);
    }

    public DrillSummary summary() {
        return DrillSummary.of(this);
    }

    private Stage stageAfter(DrillEvent event, Stage before) {
        return switch (event) {
            case DrillEvent.DrillStarted e -> Stage.STARTING;
            case WatchStarted e -> Stage.OBSERVING;
            case DrillEvent.LeaseTaken e -> Stage.GUARDING;
            case DrillEvent.DrillSkipped e -> Stage.ENDED;
            case DrillEvent.GuardsChecked e ->
                before == Stage.ARMED || !e.report().passed() ? before : Stage.BASELINE;
            case DrillEvent.BaselinePassed e -> Stage.ARMED;
            case DrillEvent.UndoArmed e -> Stage.ARMED;
            case DrillEvent.FaultInjected e -> Stage.OBSERVING;
            case DrillEvent.FaultConfirmed e -> Stage.OBSERVING;
            case DrillEvent.OutageBegan e -> before;
            case DrillEvent.ServiceRecovered e -> before;
            case DrillEvent.PromotionIntended e -> Stage.PROMOTING;
            case DrillEvent.RunbookStepDone e -> before;
            case DrillEvent.RunbookStopped e -> Stage.RESTORING;
            case DrillEvent.ObservationEnded e -> has(WatchStarted.class) ? Stage.REPORTING : Stage.RESTORING;
            case DrillEvent.LedgerBegan e -> before;
            case DrillEvent.LedgerRead e -> before;
            case DrillEvent.LedgerLost e -> before;
            case DrillEvent.FaultMissed e -> Stage.RESTORING;
            case DrillEvent.DrillAborted e -> has(WatchStarted.class) ? before : Stage.RESTORING;
            case DrillEvent.EngineFailed e -> has(WatchStarted.class) ? Stage.REPORTING : Stage.RESTORING;
            case DrillEvent.LeaseLost e -> Stage.RESTORING;
            case DrillEvent.RedundancyRestored e -> Stage.REPORTING;
            case DrillEvent.RedundancyMissing e -> Stage.REPORTING;
            case DrillEvent.VerdictReached e -> Stage.REPORTING;
            case DrillEvent.ReportWritten e -> Stage.ENDED;
        };
    }
}

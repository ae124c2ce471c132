package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.fault.FaultActivities;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.fault.Undo;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.lease.LeaseHold;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObservationActivities;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.runbook.PromotionRequest;
import dev.hadrill.workflows.runbook.PromotionResult;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Scenario;
import dev.hadrill.workflows.stack.StackActivities;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a drill that may be cut short: guards, baseline, undo, fault, observation, runbook. For workflow code. */
final class Attack {
    /** How long an observation may wait for its fault: guards and signals take seconds, a worker's death some more. */
    private static final Duration BEFORE_FAULT = Duration.ofMinutes(10);

    private final DrillRequest request;
    private final DrillLog log;
    private final PinnedStack pinned;
    private final Scenario scenario;
    private final LeaseHold lease;
    private final DrillLedger ledger;
    private final Set<String> armed = new HashSet<>();
    private boolean baselineReady;
    private boolean faultRequested;
    private @Nullable CancellationScope cancellable;
    private @Nullable Promise<Observation> observing;
    private @Nullable Promise<PromotionResult> promoting;

    Attack(DrillRequest request, DrillLog log, PinnedStack pinned, Scenario scenario, LeaseHold lease) {
        this.request = request;
        this.log = log;
        this.pinned = pinned;
        this.scenario = scenario;
        this.lease = lease;
        this.ledger =
                new DrillLedger(log, pinned.narrow(), BEFORE_FAULT.plus(Objects.requireNonNull(scenario.maxWait())));
    }

    DrillLedger ledger() {
        return ledger;
    }

    /** Whether the fault may have landed: from here on the drill is concluded, not refused. */
    boolean faultRequested() {
        return faultRequested;
    }

    void cancel(String reason) {
        if (cancellable != null) {
            cancellable.cancel(reason);
        }
    }

    void probeReady(Baseline baseline, Stamp at) {
        if (!baselineReady) {
            baselineReady = true;
            log.record(new DrillEvent.BaselinePassed(at, baseline));
        }
    }

    void undoArmed(String undoId, Stamp at) {
        if (armed.add(undoId)) {
            log.state()
                    .last(DrillEvent.GuardsChecked.class)
                    .map(checked -> checked.report().target())
                    .ifPresent(target -> log.record(new DrillEvent.UndoArmed(at, undoId, target.service())));
        }
    }

    /** Everything that may be cut short by an abort; null when it ran to its end. */
    @Nullable
    TemporalFailure run() {
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            if (log.state().has(DrillAborted.class)) {
                throw new CanceledFailure("aborted before it began");
            }
            Member target = prepare();
            inject(target);
            if (scenario.recovery() == Recovery.PROMOTION_RUNBOOK) {
                startRunbook();
            }
            awaitEnd();
        });
        cancellable = scope;
        TemporalFailure failure = null;
        try {
            scope.run();
        } catch (TemporalFailure e) {
            failure = e;
            classify(e);
        }
        Workflow.newDetachedCancellationScope(() -> settle(scope)).run();
        log.state()
                .last(DrillEvent.PromotionIntended.class)
                .ifPresent(intended -> lease.rememberIntent(intended.promotion()));
        return failure;
    }

    private void classify(TemporalFailure failure) {
        if (!faultRequested || log.state().has(DrillAborted.class) || failure instanceof CanceledFailure) {
            return;
        }
        if (failure instanceof ActivityFailure
                && failure.getCause() instanceof ApplicationFailure cause
                && cause.getType().equals(Failures.FAULT_NOT_LANDED)) {
            log.record(new DrillEvent.FaultMissed(DrillLog.now(), cause.getOriginalMessage()));
        } else if (!(failure.getCause() instanceof CanceledFailure)) {
            log.record(new DrillEvent.EngineFailed(DrillLog.now(), DrillImpl.reason(failure)));
        }
    }

    /** Baseline, undo, guards again: the order of DESIGN 3. Fails before anything is touched. */
    private Member prepare() {
        DrillImpl.brief(HistoryActivities.class, "Is the history there?").ready();
        Member target = guard();
        Promise<Observation> observation = Async.function(
                ActivityStubs.lasting(
                        ObservationActivities.class,
                        "Observe the service as its users see it",
                        BEFORE_FAULT.plus(Objects.requireNonNull(scenario.maxWait())))::observe,
                new ObserveRequest(
                        log.state().drillId(),
                        log.state().workflowId(),
                        pinned.narrow(),
                        pinned.probes(),
                        pinned.stack().observation(),
                        scenario.decides(),
                        null,
                        Objects.requireNonNull(scenario.maxWait())));
        observing = observation;
        ledger.start();
        Workflow.await(() -> (baselineReady && ledger.settled()) || observation.isCompleted());
        ledger.requireReady();
        if (!baselineReady) {
            observation.get();
        }
        Undo undo = new Undo(log.state().drillId(), scenario.fault(), target);
        lease.arm(undo);
        Workflow.await(() -> armed.contains(undo.id()) || lease.lost() || observation.isCompleted());
        Member again = guard();
        if (!again.containerId().equals(target.containerId())
                || !again.startedAt().equals(target.startedAt())) {
            throw Failures.refuse(
                    Failures.GUARD_REFUSED,
                    "target: %s was %s and is now %s; something else is changing the stack"
                            .formatted(target.service(), target.containerName(), again.containerName()));
        }
        return target;
    }

    private void inject(Member target) {
        if (lease.lost() || !armed.contains(log.state().drillId())) {
            throw Failures.refuse(
                    Failures.GUARD_REFUSED, "lease: %s was ended from outside before the fault".formatted(lease.id()));
        }
        Stamp armedAt =
                log.state().last(DrillEvent.GuardsChecked.class).orElseThrow().at();
        faultRequested = true;
        Duration preparation = scenario.fault().preparation();
        Injection injection = ActivityStubs.brief(
                        FaultActivities.class,
                        "%s on %s".formatted(scenario.fault().getClass().getSimpleName(), target.containerName()),
                        Duration.ofSeconds(6).plus(preparation),
                        Duration.ofMinutes(1).plus(preparation))
                .inject(pinned.narrow(), scenario.fault(), target, armedAt);
        log.record(new DrillEvent.FaultInjected(injection.requested(), target.containerName()));
        log.record(new DrillEvent.FaultConfirmed(injection.confirmed(), injection.confirmation()));
    }

    private void startRunbook() {
        PromotionRunbook runbook = Workflow.newChildWorkflowStub(
                PromotionRunbook.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(PromotionRunbook.id(pinned.stack().name()))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setWorkflowTaskTimeout(ActivityStubs.WORKFLOW_TASK)
                        .setStaticSummary(
                                "Promotion runbook of drill " + log.state().workflowId())
                        .build());
        promoting = Async.function(
                runbook::run,
                new PromotionRequest(
                        pinned.stack().name(),
                        request.approval(),
                        null,
                        lease.id(),
                        "drill " + log.state().workflowId()));
    }

    /** Stability, the maximum wait, or a runbook that stopped: no outage ends after that by itself. */
    private void awaitEnd() {
        Promise<Observation> observation = Objects.requireNonNull(observing);
        Promise<PromotionResult> promotion = promoting;
        Workflow.await(() -> observation.isCompleted() || (promotion != null && stopped(promotion)));
    }

    private static boolean stopped(Promise<PromotionResult> promotion) {
        return promotion.isCompleted()
                && (promotion.getFailure() != null || promotion.get().promoted() == null);
    }

    /** Awaits what still runs, and records what it found. */
    private void settle(CancellationScope scope) {
        Promise<PromotionResult> promotion = promoting;
        Promise<Observation> observation = observing;
        if (!log.state().has(DrillAborted.class) && promotion != null && observation != null) {
            Workflow.await(() -> promotion.isCompleted());
        }
        scope.cancel();
        ledger.stop();
        if (promotion != null) {
            try {
                PromotionResult result = promotion.get();
                if (result.promoted() == null) {
                    log.record(new DrillEvent.RunbookStopped(DrillLog.now(), result.summary()));
                }
            } catch (ChildWorkflowFailure e) {
                log.record(new DrillEvent.RunbookStopped(DrillLog.now(), DrillImpl.reason(e)));
            }
        }
        if (observation != null) {
            try {
                log.record(new DrillEvent.ObservationEnded(DrillLog.now(), observation.get()));
            } catch (ActivityFailure e) {
                if (log.state().injection().isPresent()) {
                    log.record(new DrillEvent.EngineFailed(
                            DrillLog.now(), "the observation was lost: " + DrillImpl.reason(e)));
                }
            }
        }
    }

    private Member guard() {
        return guard(log, pinned, scenario);
    }

    /** Records what every guard said; fails when one refused. */
    static Member guard(DrillLog log, PinnedStack pinned, Scenario scenario) {
        GuardReport report =
                DrillImpl.brief(StackActivities.class, "Every guard").guard(pinned, scenario.target());
        log.record(new DrillEvent.GuardsChecked(report.at(), report));
        return report.orRefuse();
    }
}

package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.evidence.EvidenceActivities;
import dev.hadrill.workflows.fault.FaultActivities;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.fault.Undo;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.lease.LeaseHold;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObservationActivities;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.PromotionRequest;
import dev.hadrill.workflows.runbook.PromotionResult;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinRequest;
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
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order of a drill: nothing is harmed before every guard passed, and everything after the fault is concluded. */
public final class DrillImpl implements Drill {
    /** How long an observation may wait for its fault: guards and signals take seconds, a worker's death some more. */
    private static final Duration BEFORE_FAULT = Duration.ofMinutes(10);

    private final DrillRequest request;
    private final Set<String> armed = new HashSet<>();
    private DrillState state;
    private boolean baselineReady;
    private boolean faultRequested;
    private @Nullable CancellationScope attack;
    private @Nullable Promise<Observation> observing;
    private @Nullable Promise<PromotionResult> promoting;

    @WorkflowInit
    public DrillImpl(DrillRequest request) {
        this.request = request;
        this.state = new DrillState(
                Workflow.getInfo().getFirstExecutionRunId(), Workflow.getInfo().getWorkflowId(), List.of());
    }

    @Override
    public DrillSummary run(DrillRequest same) {
        PinnedStack pinned = brief(StackActivities.class, "Read the stack file, pin addresses")
                .pin(new PinRequest(String.valueOf(request.stack()), request.lbUrl()));
        Scenario scenario = pinned.stack().scenario(request.scenario()).withBudget(request.rtoBudget());
        begin(pinned, scenario);
        if (Boolean.TRUE.equals(request.checkOnly())) {
            guard(pinned, scenario);
            return state.summary();
        }
        LeaseHold lease = LeaseHold.take(pinned, "drill " + request.scenario());
        record(new DrillEvent.LeaseTaken(now(), lease.id()));
        TemporalFailure failure = attack(pinned, scenario, lease);
        boolean cancelled = CancellationScope.current().isCancelRequested();
        if (cancelled && !state.has(DrillAborted.class)) {
            record(new DrillAborted(now(), new Abort("the workflow was cancelled", "a Temporal client")));
        }
        boolean refused = failure != null && !faultRequested && !state.has(DrillAborted.class);
        Workflow.newDetachedCancellationScope(() -> {
                    if (refused) {
                        lease.release();
                    } else {
                        conclude(lease);
                    }
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
        if (failure != null && (refused || cancelled || state.has(DrillEvent.EngineFailed.class))) {
            throw failure;
        }
        return state.summary();
    }

    private void begin(PinnedStack pinned, Scenario scenario) {
        record(new DrillStarted(
                now(),
                request,
                pinned.stack().name(),
                request.scenario(),
                scenario.target(),
                scenario.fault(),
                scenario.recovery(),
                scenario.rtoBudget(),
                pinned.decidingProbe().probe().url().toString(),
                pinned.configSha256()));
        Workflow.upsertTypedSearchAttributes(
                Attributes.STACK.valueSet(pinned.stack().name()), Attributes.SCENARIO.valueSet(request.scenario()));
        if (request.release() != null) {
            Workflow.upsertTypedSearchAttributes(Attributes.RELEASE.valueSet(request.release()));
        }
    }

    /** Everything that may be cut short by an abort; null when it ran to its end. */
    private @Nullable TemporalFailure attack(PinnedStack pinned, Scenario scenario, LeaseHold lease) {
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            if (state.has(DrillAborted.class)) {
                throw new CanceledFailure("aborted before it began");
            }
            Member target = prepare(pinned, scenario, lease);
            inject(pinned, scenario, target, lease);
            if (scenario.recovery() == Recovery.PROMOTION_RUNBOOK) {
                startRunbook(pinned, lease);
            }
            awaitEnd();
        });
        attack = scope;
        TemporalFailure failure = null;
        try {
            scope.run();
        } catch (TemporalFailure e) {
            failure = e;
            classify(e);
        }
        Workflow.newDetachedCancellationScope(() -> settle(scope)).run();
        state.last(DrillEvent.PromotionIntended.class)
                .ifPresent(intended -> lease.rememberIntent(intended.promotion()));
        return failure;
    }

    private void classify(TemporalFailure failure) {
        if (!faultRequested || state.has(DrillAborted.class) || failure instanceof CanceledFailure) {
            return;
        }
        if (failure instanceof ActivityFailure
                && failure.getCause() instanceof ApplicationFailure cause
                && cause.getType().equals(Failures.FAULT_NOT_LANDED)) {
            record(new DrillEvent.FaultMissed(now(), cause.getOriginalMessage()));
        } else if (!(failure.getCause() instanceof CanceledFailure)) {
            record(new DrillEvent.EngineFailed(now(), reason(failure)));
        }
    }

    /** Baseline, undo, guards again: the order of DESIGN 3. Fails before anything is touched. */
    private Member prepare(PinnedStack pinned, Scenario scenario, LeaseHold lease) {
        brief(HistoryActivities.class, "Is the history there?").ready();
        Member target = guard(pinned, scenario);
        Promise<Observation> observation = Async.function(
                ActivityStubs.lasting(
                        ObservationActivities.class,
                        "Observe the service as its users see it",
                        BEFORE_FAULT.plus(maxWait(scenario)))::observe,
                new ObserveRequest(
                        state.drillId(),
                        state.workflowId(),
                        pinned.probes(),
                        pinned.stack().observation(),
                        maxWait(scenario)));
        observing = observation;
        Workflow.await(() -> baselineReady || observation.isCompleted());
        if (!baselineReady) {
            observation.get();
        }
        Undo undo = new Undo(state.drillId(), scenario.fault(), target);
        lease.arm(undo);
        Workflow.await(() -> armed.contains(undo.id()) || lease.lost() || observation.isCompleted());
        Member again = guard(pinned, scenario);
        if (!again.containerId().equals(target.containerId())
                || !again.startedAt().equals(target.startedAt())) {
            throw Failures.refuse(
                    Failures.GUARD_REFUSED,
                    "target: %s was %s and is now %s; something else is changing the stack"
                            .formatted(target.service(), target.containerName(), again.containerName()));
        }
        return target;
    }

    private void inject(PinnedStack pinned, Scenario scenario, Member target, LeaseHold lease) {
        if (lease.lost() || !armed.contains(state.drillId())) {
            throw Failures.refuse(
                    Failures.GUARD_REFUSED, "lease: %s was ended from outside before the fault".formatted(lease.id()));
        }
        Stamp armedAt = state.last(DrillEvent.GuardsChecked.class).orElseThrow().at();
        faultRequested = true;
        Injection injection = ActivityStubs.brief(
                        FaultActivities.class,
                        "%s on %s".formatted(scenario.fault().getClass().getSimpleName(), target.containerName()),
                        Duration.ofSeconds(6),
                        Duration.ofMinutes(1))
                .inject(pinned, scenario.fault(), target, armedAt);
        record(new DrillEvent.FaultInjected(injection.requested(), target.containerName()));
        record(new DrillEvent.FaultConfirmed(injection.confirmed(), injection.confirmation()));
    }

    private void startRunbook(PinnedStack pinned, LeaseHold lease) {
        PromotionRunbook runbook = Workflow.newChildWorkflowStub(
                PromotionRunbook.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(PromotionRunbook.id(pinned.stack().name()))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setWorkflowTaskTimeout(ActivityStubs.WORKFLOW_TASK)
                        .setStaticSummary("Promotion runbook of drill " + state.workflowId())
                        .build());
        promoting = Async.function(
                runbook::run,
                new PromotionRequest(
                        pinned.stack().name(), request.approval(), null, lease.id(), "drill " + state.workflowId()));
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
        if (!state.has(DrillAborted.class) && promotion != null && observation != null) {
            Workflow.await(() -> promotion.isCompleted());
        }
        scope.cancel();
        if (promotion != null) {
            try {
                PromotionResult result = promotion.get();
                if (result.promoted() == null) {
                    record(new DrillEvent.RunbookStopped(now(), result.summary()));
                }
            } catch (ChildWorkflowFailure e) {
                record(new DrillEvent.RunbookStopped(now(), reason(e)));
            }
        }
        if (observation != null) {
            try {
                record(new DrillEvent.ObservationEnded(now(), observation.get()));
            } catch (ActivityFailure e) {
                if (state.injection().isPresent()) {
                    record(new DrillEvent.EngineFailed(now(), "the observation was lost: " + reason(e)));
                }
            }
        }
    }

    /** After a fault, whatever became of the drill: heal, judge, report, persist. */
    private void conclude(LeaseHold lease) {
        Restoration restoration = lease.release();
        if (lease.wasRetaken()) {
            record(new DrillEvent.LeaseLost(now(), lease.id() + " was ended from outside and taken anew"));
        }
        if (!restoration.components().isEmpty()) {
            record(
                    restoration.whole()
                            ? new DrillEvent.RedundancyRestored(restoration.ended(), restoration)
                            : new DrillEvent.RedundancyMissing(restoration.ended(), restoration));
        }
        DrillEvent.VerdictReached verdict = Judge.judge(state, now());
        record(verdict);
        Workflow.upsertTypedSearchAttributes(
                Attributes.VERDICT.valueSet(verdict.verdict().name()));
        state.rto()
                .ifPresent(rto -> Workflow.upsertTypedSearchAttributes(
                        Attributes.RTO_MS.valueSet(Math.round(rto.midSec() * 1000))));
        record(new DrillEvent.ReportWritten(
                now(), patient(EvidenceActivities.class, "Render the evidence").write(state)));
        patient(HistoryActivities.class, "Keep the drill").persist(state);
    }

    private Member guard(PinnedStack pinned, Scenario scenario) {
        GuardReport report = brief(StackActivities.class, "Every guard").guard(pinned, scenario.target());
        record(new DrillEvent.GuardsChecked(report.at(), report));
        return report.orRefuse();
    }

    @Override
    public void probeReady(Baseline baseline, Stamp at) {
        if (!baselineReady) {
            baselineReady = true;
            record(new DrillEvent.BaselinePassed(at, baseline));
        }
    }

    @Override
    public void transition(Transition transition) {
        record(
                transition.outage()
                        ? new DrillEvent.OutageBegan(transition.at(), transition.probe())
                        : new DrillEvent.ServiceRecovered(transition.at(), transition.probe()));
    }

    @Override
    public void undoArmed(String undoId, Stamp at) {
        if (armed.add(undoId)) {
            state.last(DrillEvent.GuardsChecked.class)
                    .map(checked -> checked.report().target())
                    .ifPresent(target -> record(new DrillEvent.UndoArmed(at, undoId, target.service())));
        }
    }

    @Override
    public void promotionIntended(Promotion promotion, Stamp at) {
        record(new DrillEvent.PromotionIntended(at, promotion));
    }

    @Override
    public void runbookStep(StepDone step) {
        record(new DrillEvent.RunbookStepDone(step.ended(), step));
    }

    @Override
    public DrillState state() {
        return state;
    }

    @Override
    public InjectionState injection() {
        return new InjectionState(state.injection().orElse(null));
    }

    @Override
    public String abort(Abort abort) {
        record(new DrillAborted(now(), abort));
        if (attack != null) {
            attack.cancel(abort.reason());
        }
        return "aborting; the stack is being made whole";
    }

    @Override
    public void validateAbort(Abort abort) {
        Phase phase = state.phase();
        if (phase.compareTo(Phase.RESTORING) >= 0) {
            throw new IllegalStateException("too late to abort: the drill is " + phase);
        }
    }

    private void record(DrillEvent event) {
        state = state.apply(event);
        present();
    }

    private void present() {
        Workflow.setCurrentDetails(DrillDetails.markdown(state));
    }

    private static Duration maxWait(Scenario scenario) {
        return Objects.requireNonNull(scenario.maxWait());
    }

    private static <A> A brief(Class<A> type, String summary) {
        return ActivityStubs.brief(type, summary, Duration.ofSeconds(15), Duration.ofMinutes(1));
    }

    private static <A> A patient(Class<A> type, String summary) {
        return ActivityStubs.brief(type, summary, Duration.ofMinutes(1), Duration.ofHours(1));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ApplicationFailure application
                ? application.getOriginalMessage()
                : String.valueOf(cause.getMessage());
    }

    private static Stamp now() {
        return Stamp.approximate(Workflow.currentTimeMillis());
    }
}

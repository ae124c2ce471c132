package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead.When;
import dev.hadrill.workflows.evidence.ConclusionActivities;
import dev.hadrill.workflows.evidence.EvidenceActivities;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.lease.LeaseHold;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.schedule.Exclusions;
import dev.hadrill.workflows.stack.PinRequest;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Scenario;
import dev.hadrill.workflows.stack.StackActivities;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The order of a drill: nothing is harmed before every guard passed, and everything after the fault is concluded. */
public final class DrillImpl implements Drill {
    private final DrillRequest request;
    private final DrillLog log = new DrillLog();
    private @Nullable Attack attack;

    @WorkflowInit
    public DrillImpl(DrillRequest request) {
        this.request = request;
    }

    @Override
    public DrillSummary run(DrillRequest same) {
        PinnedStack pinned = brief(StackActivities.class, "Read the stack file, pin addresses")
                .pin(new PinRequest(String.valueOf(request.stack()), request.lbUrl(), request.probeInterval()))
                .only(request.scenario());
        Scenario scenario = pinned.stack().scenario(request.scenario()).withBudget(request.rtoBudget());
        begin(pinned, scenario);
        if (Boolean.TRUE.equals(request.checkOnly())) {
            Attack.guard(log, pinned, scenario);
            return log.state().summary();
        }
        Optional<String> excluded = Exclusions.refusal(request.exclude());
        if (excluded.isPresent()) {
            return skip(excluded.get());
        }
        LeaseHold lease;
        try {
            lease = LeaseHold.take(pinned.narrow(), "drill " + request.scenario());
        } catch (ApplicationFailure busy) {
            if (Boolean.TRUE.equals(request.skipWhenBusy()) && Failures.STACK_BUSY.equals(busy.getType())) {
                return skip(busy.getOriginalMessage());
            }
            throw busy;
        }
        record(new DrillEvent.LeaseTaken(now(), lease.id()));
        Attack all = new Attack(request, log, pinned, scenario, lease);
        attack = all;
        TemporalFailure failure = all.run();
        boolean cancelled = CancellationScope.current().isCancelRequested();
        if (cancelled && !log.state().has(DrillAborted.class)) {
            record(new DrillAborted(now(), new Abort("the workflow was cancelled", "a Temporal client")));
        }
        boolean refused =
                failure != null && !all.faultRequested() && !log.state().has(DrillAborted.class);
        Workflow.newDetachedCancellationScope(() -> {
                    if (refused) {
                        lease.release();
                        all.ledger().sweep();
                    } else {
                        conclude(lease, all.ledger());
                    }
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
        if (failure != null && (refused || cancelled || log.state().has(DrillEvent.EngineFailed.class))) {
            throw failure;
        }
        return log.state().summary();
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
                scenario.rpoBudget(),
                pinned.front().probe().url().toString(),
                pinned.configSha256(),
                pinned.probes().stream().map(PinnedProbe::probe).toList()));
        Workflow.upsertTypedSearchAttributes(
                Attributes.STACK.valueSet(pinned.stack().name()), Attributes.SCENARIO.valueSet(request.scenario()));
        if (request.release() != null) {
            Workflow.upsertTypedSearchAttributes(Attributes.RELEASE.valueSet(request.release()));
        }
    }

    /** A busy stack, or a time at which nothing may start, is no failure of a schedule; the history says that nothing was drilled, and why. */
    private DrillSummary skip(String reason) {
        record(new DrillEvent.DrillSkipped(now(), reason));
        Workflow.upsertTypedSearchAttributes(Attributes.VERDICT.valueSet(Attributes.SKIPPED));
        patient(HistoryActivities.class, "Keep that it was skipped").persist(log.state());
        return log.state().summary();
    }

    /** After a fault, whatever became of the drill: heal, judge, report, persist. */
    private void conclude(LeaseHold lease, DrillLedger ledger) {
        ledger.read(When.AFTER_RECOVERY);
        Restoration restoration = lease.release();
        ledger.read(When.AFTER_RESTORATION);
        ledger.sweep();
        if (lease.wasRetaken()) {
            record(new DrillEvent.LeaseLost(now(), lease.id() + " was ended from outside and taken anew"));
        }
        if (!restoration.components().isEmpty()) {
            record(
                    restoration.whole()
                            ? new DrillEvent.RedundancyRestored(restoration.ended(), restoration)
                            : new DrillEvent.RedundancyMissing(restoration.ended(), restoration));
        }
        DrillEvent.VerdictReached verdict = Judge.judge(log.state(), now());
        record(verdict);
        Workflow.upsertTypedSearchAttributes(
                Attributes.VERDICT.valueSet(verdict.verdict().name()));
        log.state()
                .rto()
                .ifPresent(rto -> Workflow.upsertTypedSearchAttributes(
                        Attributes.RTO_MS.valueSet(Math.round(rto.midSec() * 1000))));
        keep(log);
    }

    static void keep(DrillLog log) {
        if (Workflow.getVersion("kept_from_memo", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            writeEvidence(log);
            patient(HistoryActivities.class, "Keep the drill").persist(log.state());
            return;
        }
        log.record(patient(ConclusionActivities.class, "Render the evidence, keep the drill")
                .keep(log.state().drillId()));
    }

    /** What was measured is kept also where it cannot be rendered. */
    private static void writeEvidence(DrillLog log) {
        try {
            log.record(new DrillEvent.ReportWritten(
                    now(),
                    brief(EvidenceActivities.class, "Render the evidence").write(log.state())));
        } catch (ActivityFailure e) {
            log.record(new DrillEvent.EngineFailed(now(), "no evidence could be rendered: " + reason(e)));
        }
    }

    @Override
    public void probeReady(Baseline baseline, Stamp at) {
        if (attack != null) {
            attack.probeReady(baseline, at);
        }
    }

    @Override
    public void ledgerReady(Stamp at) {
        if (attack != null) {
            attack.ledger().ready(at);
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
        if (attack != null) {
            attack.undoArmed(undoId, at);
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
        return log.state();
    }

    @Override
    public InjectionState injection() {
        return new InjectionState(log.state().injection().orElse(null));
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
        Stage stage = log.state().stage();
        if (stage.compareTo(Stage.RESTORING) >= 0) {
            throw new IllegalStateException("too late to abort: the drill is " + stage);
        }
    }

    private void record(DrillEvent event) {
        log.record(event);
    }

    static <A> A brief(Class<A> type, String summary) {
        return ActivityStubs.brief(type, summary, Duration.ofSeconds(15), Duration.ofMinutes(1));
    }

    static <A> A patient(Class<A> type, String summary) {
        return ActivityStubs.brief(type, summary, Duration.ofMinutes(1), Duration.ofHours(1));
    }

    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ApplicationFailure application
                ? application.getOriginalMessage()
                : String.valueOf(cause.getMessage());
    }

    private static Stamp now() {
        return DrillLog.now();
    }
}

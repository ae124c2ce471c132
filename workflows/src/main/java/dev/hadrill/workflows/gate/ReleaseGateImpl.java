package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.Approval.Answer;
import dev.hadrill.workflows.gate.GateState.Stage;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.schedule.Exclusions;
import dev.hadrill.workflows.stack.PinRequest;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Stack;
import dev.hadrill.workflows.stack.StackActivities;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drills, then the comparison, then the person, then the evidence: what was drilled is kept however it ends. */
public final class ReleaseGateImpl implements ReleaseGate {
    private final GateRequest request;
    private final GateDrills drills;
    private final Instant startedAt = now();
    private Stage stage = Stage.STARTING;
    private List<GateScenario> scenarios = List.of();
    private List<String> reasons = List.of();
    private @Nullable Instant finishedAt;
    private @Nullable String configSha256;
    private @Nullable Compared compared;
    private @Nullable Abort abort;
    private @Nullable Approval approval;
    private @Nullable Verdict verdict;
    private @Nullable String evidence;
    private @Nullable String skippedBecause;

    @WorkflowInit
    public ReleaseGateImpl(GateRequest request) {
        this.request = request;
        this.drills = new GateDrills(request, this::show);
    }

    @Override
    public GateSummary run(GateRequest same) {
        begin();
        Optional<String> excluded = Exclusions.refusal(request.exclude());
        if (excluded.isPresent()) {
            return skip(excluded.get());
        }
        enter(Stage.DRILLING);
        try {
            drills.run();
        } catch (ApplicationFailure busy) {
            if (Boolean.TRUE.equals(request.skipWhenBusy()) && Failures.STACK_BUSY.equals(busy.getType())) {
                return skip(busy.getOriginalMessage());
            }
            throw busy;
        }
        if (CancellationScope.current().isCancelRequested()) {
            cancelled();
        }
        Workflow.newDetachedCancellationScope(this::compare).run();
        if (request.approval() && GateJudge.ofDrills(state()).verdict() == Verdict.PASSED) {
            awaitApproval();
        }
        boolean cancelled = CancellationScope.current().isCancelRequested();
        Workflow.newDetachedCancellationScope(this::conclude).run();
        if (cancelled) {
            throw new CanceledFailure("cancelled; what was drilled is kept");
        }
        return state().summary();
    }

    /** Everything that can be wrong is said before anything is touched. */
    private void begin() {
        Workflow.upsertTypedSearchAttributes(
                Attributes.STACK.valueSet(request.stack()), Attributes.RELEASE.valueSet(request.release()));
        PinnedStack pinned = brief(StackActivities.class, "Read the stack file, pin addresses")
                .pin(new PinRequest(request.stack(), null, null));
        Stack stack = pinned.stack();
        List<String> names = request.scenarios();
        scenarios = (names == null ? List.copyOf(stack.scenarios().keySet()) : names)
                .stream()
                        .map(name -> new GateScenario(name, stack.scenario(name)))
                        .toList();
        configSha256 = pinned.configSha256();
        drills.plan(scenarios);
        brief(HistoryActivities.class, "Is the history there?").ready();
        if (request.baseline() != null) {
            brief(GateHistory.class, "Does the history know the baseline?")
                    .requireBaseline(request.stack(), request.baseline());
        }
    }

    /** A busy stack, or a time at which nothing may start, is no failure of a schedule; the history says that nothing was drilled, and why. */
    private GateSummary skip(String reason) {
        skippedBecause = reason;
        finishedAt = now();
        Workflow.upsertTypedSearchAttributes(Attributes.VERDICT.valueSet(Attributes.SKIPPED));
        enter(Stage.REPORTING); // from here on it is too late to abort
        patient(GateHistory.class, "Keep that it was skipped").persist(state());
        enter(Stage.ENDED);
        Workflow.await(Workflow::isEveryHandlerFinished);
        return state().summary();
    }

    private void compare() {
        enter(Stage.COMPARING);
        compared = patient(GateHistory.class, "Compare with the baseline")
                .compare(new CompareRequest(
                        request.stack(), request.release(), request.baseline(), startedAt, drills.measured()));
    }

    /** The first accepted of approve, reject and abort wins; a deadline that passes is an answer too. */
    private void awaitApproval() {
        Approval asked = new Approval(now(), now().plus(request.approveWithin()), null, null, null);
        approval = asked;
        enter(Stage.AWAITING_APPROVAL);
        try {
            Workflow.await(request.approveWithin(), this::decided);
        } catch (CanceledFailure e) {
            cancelled();
        }
        if (!decided()) {
            approval = asked.answered(Answer.MISSING, null, now());
        }
    }

    private boolean decided() {
        return abort != null || (approval != null && approval.answer() != null);
    }

    private void cancelled() {
        if (abort == null) {
            abort = new Abort("the workflow was cancelled", "a Temporal client");
        }
    }

    private void conclude() {
        GateJudge.Judged judged = GateJudge.judge(state());
        verdict = judged.verdict();
        reasons = judged.reasons();
        finishedAt = now();
        Workflow.upsertTypedSearchAttributes(
                Attributes.VERDICT.valueSet(judged.verdict().name()));
        enter(Stage.REPORTING);
        evidence = patient(GateActivities.class, "Render the gate's evidence")
                .write(state())
                .folder();
        patient(GateHistory.class, "Keep the gate").persist(state());
        enter(Stage.ENDED);
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    @Override
    public GateState state() {
        return new GateState(
                Workflow.getInfo().getFirstExecutionRunId(),
                Workflow.getInfo().getWorkflowId(),
                request,
                stage,
                startedAt,
                finishedAt,
                configSha256,
                scenarios,
                drills.runs(),
                compared,
                abort,
                drills.stopped(),
                approval,
                verdict,
                reasons,
                evidence,
                skippedBecause);
    }

    @Override
    public String abort(Abort why) {
        abort = why;
        return drills.abort(why);
    }

    @Override
    public void validateAbort(Abort why) {
        if (abort != null) {
            throw new IllegalStateException("already aborted by " + abort.by());
        }
        if (stage == Stage.COMPARING || stage.compareTo(Stage.REPORTING) >= 0 || decided()) {
            throw new IllegalStateException("too late to abort: the drills have ended, the gate is " + stage);
        }
    }

    @Override
    public String approve(Decision decision) {
        return answer(Answer.APPROVED, decision);
    }

    @Override
    public void validateApprove(Decision decision) {
        requireWaiting();
    }

    @Override
    public String reject(Decision decision) {
        return answer(Answer.REJECTED, decision);
    }

    @Override
    public void validateReject(Decision decision) {
        requireWaiting();
    }

    private String answer(Answer answer, Decision decision) {
        if (approval != null) {
            approval = approval.answered(answer, decision, now());
        }
        return "%s by %s".formatted(answer == Answer.APPROVED ? "approved" : "rejected", decision.by());
    }

    private void requireWaiting() {
        if (!request.approval()) {
            throw new IllegalStateException("this gate asks for no approval");
        }
        if (decided()) {
            throw new IllegalStateException("it was decided already");
        }
        if (verdict != null) {
            throw new IllegalStateException(
                    "the gate is %s: only what passed can be approved or rejected".formatted(verdict));
        }
        if (stage != Stage.AWAITING_APPROVAL) {
            throw new IllegalStateException("the drills have not ended: the gate is %s, %d of %d drills are left"
                    .formatted(
                            stage,
                            state().count(GateRun.Status.PLANNED),
                            drills.runs().size()));
        }
    }

    private void enter(Stage next) {
        stage = next;
        show();
    }

    private void show() {
        Workflow.setCurrentDetails(GateDetails.markdown(state()));
    }

    static <A> A brief(Class<A> type, String summary) {
        return ActivityStubs.brief(type, summary, Duration.ofSeconds(15), Duration.ofMinutes(1));
    }

    /** The history may be away for an hour: the stack is whole already, and nobody waits but the verdict. */
    private static <A> A patient(Class<A> type, String summary) {
        return ActivityStubs.brief(type, summary, Duration.ofMinutes(1), Duration.ofHours(1));
    }

    static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}

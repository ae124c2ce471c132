package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.lease.Holder;
import dev.hadrill.workflows.regression.Run;
import dev.hadrill.workflows.stack.GuardReport;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A gate's drills, one after the other and round by round, so that a machine that grows slower weighs on every scenario
 * alike. For workflow code.
 */
final class GateDrills {
    /** The lease of a drill that was terminated gives up after 15 minutes, and its last attempt may take 10. */
    private static final Duration OWN_LEASE = Duration.ofMinutes(30);

    /** A stack that is busy so often, and free when one looks, has other users. */
    private static final int MOST_ATTEMPTS = 3;

    private final GateRequest request;
    private final Runnable changed;
    private final List<GateRun> runs = new ArrayList<>();
    private @Nullable String stopped;
    private @Nullable Abort abort;
    private @Nullable CancellationScope cancellable;
    private @Nullable GateRun running;

    GateDrills(GateRequest request, Runnable changed) {
        this.request = request;
        this.changed = changed;
    }

    void plan(List<GateScenario> scenarios) {
        for (int round = 1; round <= request.repeat(); round++) {
            for (GateScenario scenario : scenarios) {
                runs.add(GateRun.planned(
                        runs.size(), scenario.name(), round, Workflow.getInfo().getWorkflowId()));
            }
        }
    }

    List<GateRun> runs() {
        return List.copyOf(runs);
    }

    @Nullable
    String stopped() {
        return stopped;
    }

    /** Fails when the stack was in use before the first drill; everything else is recorded. */
    void run() {
        for (int seq = 0; seq < runs.size(); seq++) {
            if (abort == null && CancellationScope.current().isCancelRequested()) {
                stopped = "the gate was cancelled";
            }
            if (stopped != null) {
                replace(runs.get(seq).notRun());
                continue;
            }
            drill(seq);
        }
    }

    /** The measured ones, by scenario. */
    Map<String, List<Run>> measured() {
        Map<String, List<Run>> measured = new TreeMap<>();
        for (GateRun run : runs) {
            List<Run> ofScenario = measured.computeIfAbsent(run.scenario(), name -> new ArrayList<>());
            DrillSummary drill = run.drill();
            if (drill != null && (run.verdict() == Verdict.PASSED || run.verdict() == Verdict.FAILED)) {
                measured(drill).ifPresent(ofScenario::add);
            }
        }
        return measured;
    }

    private static Optional<Run> measured(DrillSummary drill) {
        Double rto = drill.machineRtoSec() == null ? drill.rtoSec() : drill.machineRtoSec();
        Double lo = drill.rtoLoSec();
        Double hi = drill.rtoHiSec();
        return rto == null || lo == null
                ? Optional.empty()
                : Optional.of(new Run(drill.drillId(), Math.max(0, rto), hi == null ? null : Double.valueOf(hi - lo)));
    }

    /** What it answers is for people. */
    String abort(Abort why) {
        abort = why;
        stopped = "aborted";
        GateRun drill = running;
        return drill == null ? "aborted; no drill was running" : abortDrill(drill, why);
    }

    private String abortDrill(GateRun drill, Abort why) {
        try {
            return "%s: %s"
                    .formatted(
                            drill.title(),
                            activities("Abort " + drill.title(), Duration.ofSeconds(15), Duration.ofMinutes(1))
                                    .abortDrill(drill.workflowId(), why));
        } catch (ActivityFailure e) {
            if (cancellable != null) {
                cancellable.cancel(why.reason()); // it makes the stack whole as well, and knows less of why
            }
            return drill.title() + " was cancelled; the stack is being made whole";
        }
    }

    private void drill(int seq) {
        for (int attempt = 1; ; attempt++) {
            TemporalFailure failure = attempt(runs.get(seq));
            if (failure == null) {
                break;
            }
            if (!isBusy(failure)) {
                Workflow.newDetachedCancellationScope(() -> failed(runs.get(seq), failure))
                        .run();
                break;
            }
            if (seq == 0) {
                throw Failures.refuse(Failures.STACK_BUSY, "nothing was begun: " + reason(failure));
            }
            Holder other = awaitOwnLease();
            if (stopped != null || other != null || attempt == MOST_ATTEMPTS) {
                stopped = stopped != null ? stopped : busyWith(other, failure);
                replace(runs.get(seq).notRun());
                break;
            }
        }
        DrillSummary drill = runs.get(seq).drill();
        if (stopped == null && drill != null && Boolean.FALSE.equals(drill.redundancyRestored())) {
            stopped = "stack %s could not be made whole after %s; run: hadrill restore %s"
                    .formatted(request.stack(), runs.get(seq).title(), request.stack());
        }
        changed.run();
    }

    /** Null when the drill ended with a verdict, else why its workflow failed. */
    private @Nullable TemporalFailure attempt(GateRun run) {
        List<TemporalFailure> failures = new ArrayList<>();
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            try {
                follow(run);
            } catch (ChildWorkflowFailure | CanceledFailure e) {
                failures.add(e);
            }
        });
        cancellable = scope;
        scope.run();
        cancellable = null;
        running = null;
        return failures.isEmpty() ? null : failures.getFirst();
    }

    private void follow(GateRun run) {
        String startedBy = "gate %s of %s".formatted(Workflow.getInfo().getWorkflowId(), request.startedBy());
        Drill drill = Workflow.newChildWorkflowStub(
                Drill.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(run.workflowId())
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setWorkflowTaskTimeout(ActivityStubs.WORKFLOW_TASK)
                        .setStaticSummary(
                                "%s of %d for release %s".formatted(run.title(), request.repeat(), request.release()))
                        .setStaticDetails("Started by %s.".formatted(startedBy))
                        .build());
        Promise<DrillSummary> result = Async.function(
                drill::run,
                new DrillRequest(
                        run.scenario(), request.stack(), null, null, request.release(), null, null, null, startedBy));
        GateRun begun = run.running(Workflow.getWorkflowExecution(drill).get().getRunId());
        replace(begun);
        running = begun;
        changed.run();
        if (abort != null) {
            abortDrill(begun, abort); // it was wanted while this one was being started
        }
        replace(begun.ended(result.get(), null));
    }

    private void failed(GateRun run, TemporalFailure failure) {
        String drillId = run.drillId();
        if (drillId == null) {
            replace(run.ended(null, reason(failure)));
        } else {
            awaitOwnLease(); // it concludes a drill that was terminated
            DrillSummary known = activities(
                            "What is known of " + run.title(), Duration.ofSeconds(15), Duration.ofMinutes(1))
                    .look(run.workflowId(), drillId);
            replace(run.ended(known, reason(failure)));
        }
        stopUnlessWhole(runs.get(run.seq()), failure);
    }

    /** What the next drills would find as well; gates that were begun before this was looked at go on. */
    private void stopUnlessWhole(GateRun run, TemporalFailure failure) {
        boolean degraded =
                failure.getCause() instanceof ApplicationFailure refusal && GuardReport.missesRedundancy(refusal);
        if (stopped == null
                && (degraded || run.drill() == null)
                && Workflow.getVersion("stop at a stack that is not whole", Workflow.DEFAULT_VERSION, 1) == 1) {
            stopped = degraded
                    ? "%s was refused, stack %s is not redundant; run: hadrill restore %s"
                            .formatted(run.title(), request.stack(), request.stack())
                    : "%s left no trace to tell the state of stack %s from; run: hadrill check"
                            .formatted(run.title(), request.stack());
        }
    }

    private @Nullable Holder awaitOwnLease() {
        List<@Nullable Holder> other = new ArrayList<>();
        Workflow.newDetachedCancellationScope(() -> other.add(activities(
                                "Wait until a drill of this gate has given the stack back", OWN_LEASE, OWN_LEASE)
                        .awaitOwnLease(request.stack(), Workflow.getInfo().getWorkflowId())))
                .run();
        return other.getFirst();
    }

    private String busyWith(@Nullable Holder other, TemporalFailure failure) {
        return other == null
                ? reason(failure)
                : "stack %s is in use by %s (%s) since %s"
                        .formatted(request.stack(), other.workflowId(), other.purpose(), other.since());
    }

    private void replace(GateRun run) {
        runs.set(run.seq(), run);
    }

    private static GateActivities activities(String summary, Duration attempt, Duration total) {
        return ActivityStubs.brief(GateActivities.class, summary, attempt, total);
    }

    private static boolean isBusy(TemporalFailure failure) {
        Throwable cause = failure.getCause();
        return cause instanceof WorkflowExecutionAlreadyStarted
                || (cause instanceof ApplicationFailure refusal
                        && refusal.getType().equals(Failures.STACK_BUSY));
    }

    private static String reason(TemporalFailure failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ApplicationFailure)) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case ApplicationFailure application -> String.valueOf(application.getOriginalMessage());
            case TerminatedFailure terminated -> "the drill was terminated from outside";
            case CanceledFailure cancelled -> "the drill was cancelled";
            default -> String.valueOf(cause.getMessage());
        };
    }
}

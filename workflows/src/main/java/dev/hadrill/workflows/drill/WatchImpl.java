package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.drill.DrillEvent.ObservationEnded;
import dev.hadrill.workflows.drill.DrillEvent.WatchStarted;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.ObservationActivities;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.observation.Until;
import dev.hadrill.workflows.stack.StackActivities;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pin, observe, report, persist: what was seen is kept however it ends, unless it is terminated. */
public final class WatchImpl implements Watch {
    /** What an observation needs beyond its longest wait: to start, to settle, to keep its last samples. */
    private static final Duration AROUND = Duration.ofMinutes(2);

    /** A service that flaps for hours must not fill the workflow's history; the result has every outage. */
    private static final int MOST_TRANSITIONS = 20;

    private final WatchRequest request;
    private final DrillLog log = new DrillLog();
    private @Nullable CancellationScope observing;
    private int transitions;

    @WorkflowInit
    public WatchImpl(WatchRequest request) {
        this.request = request;
    }

    @Override
    public DrillSummary run(WatchRequest same) {
        List<PinnedProbe> probes =
                DrillImpl.brief(StackActivities.class, "Pin addresses").pinProbes(request.observation());
        begin();
        CancellationScope scope = Workflow.newCancellationScope(() -> observe(probes));
        observing = scope;
        ActivityFailure failure = null;
        try {
            if (!log.state().has(DrillAborted.class)) {
                scope.run();
            }
        } catch (ActivityFailure e) {
            if (!(e.getCause() instanceof CanceledFailure)) {
                failure = e;
                log.record(new DrillEvent.EngineFailed(DrillLog.now(), DrillImpl.reason(e)));
            }
        }
        Workflow.newDetachedCancellationScope(this::keep).run();
        if (failure != null) {
            throw failure;
        }
        if (CancellationScope.current().isCancelRequested()) {
            throw new CanceledFailure("cancelled; what was seen is kept");
        }
        return log.state().summary();
    }

    private void begin() {
        log.record(new WatchStarted(DrillLog.now(), request));
        Workflow.upsertTypedSearchAttributes(Attributes.SCENARIO.valueSet(DrillSummary.WATCH));
        if (request.release() != null) {
            Workflow.upsertTypedSearchAttributes(Attributes.RELEASE.valueSet(request.release()));
        }
    }

    private void observe(List<PinnedProbe> probes) {
        Duration duration = request.duration();
        Duration longest = duration == null ? Objects.requireNonNull(request.maxWait()) : duration;
        ObservationActivities observation = ActivityStubs.lasting(
                ObservationActivities.class, "Observe the service as its users see it", longest.plus(AROUND));
        log.record(new ObservationEnded(
                DrillLog.now(),
                observation.observe(new ObserveRequest(
                        log.state().drillId(),
                        log.state().workflowId(),
                        null,
                        probes,
                        request.observation(),
                        null,
                        duration == null ? Until.STABLE_AFTER_OUTAGE : Until.TIME_IS_OVER,
                        longest))));
    }

    private void keep() {
        DrillImpl.keep(log);
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    @Override
    public void probeReady(Baseline baseline, Stamp at) {
        // No fault waits for it.
    }

    @Override
    public void transition(Transition transition) {
        if (transitions++ < MOST_TRANSITIONS) {
            log.record(
                    transition.outage()
                            ? new DrillEvent.OutageBegan(transition.at(), transition.probe())
                            : new DrillEvent.ServiceRecovered(transition.at(), transition.probe()));
        }
    }

    @Override
    public DrillState state() {
        return log.state();
    }

    @Override
    public InjectionState injection() {
        return new InjectionState(null);
    }

    @Override
    public String stop(Abort why) {
        log.record(new DrillAborted(DrillLog.now(), why));
        if (observing != null) {
            observing.cancel(why.reason());
        }
        return "stopping; what was seen is kept";
    }

    @Override
    public void validateStop(Abort why) {
        if (log.state().has(ObservationEnded.class) || log.state().has(DrillAborted.class)) {
            throw new IllegalStateException(
                    "too late to stop: it is " + log.state().stage());
        }
    }
}

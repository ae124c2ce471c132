package dev.hadrill.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How this project calls activities: retried quickly, awaited to their end when cancelled, summarised for the UI. */
public final class ActivityStubs {
    /** A workflow task that a dead worker had begun goes to another one after this; the server's default is 10 s. */
    public static final Duration WORKFLOW_TASK = Duration.ofSeconds(5);

    private static final RetryOptions RETRY = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(250))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(5))
            .build();

    /** What lasts is mostly repeated because a worker died: the fifth death costs no more than the first. */
    private static final RetryOptions AT_ONCE = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(100))
            .setBackoffCoefficient(1.3)
            .setMaximumInterval(Duration.ofSeconds(5))
            .build();

    private static final Duration HEARTBEAT = Duration.ofMillis(1500); // three beats of the worker: see its Liveness

    private ActivityStubs() {}

    /**
     * An attempt may take {@code attempt}, all of them {@code total}. The worker heartbeats for every activity; another
     * one takes over when it falls silent.
     */
    public static <A> A brief(Class<A> type, String summary, Duration attempt, Duration total) {
        return Workflow.newActivityStub(
                type, options(summary, attempt).setScheduleToCloseTimeout(total).build());
    }

    /** An attempt may take {@code attempt}; it is repeated until it succeeds. */
    public static <A> A lasting(Class<A> type, String summary, Duration attempt) {
        return Workflow.newActivityStub(
                type, options(summary, attempt).setRetryOptions(AT_ONCE).build());
    }

    private static ActivityOptions.Builder options(String summary, Duration attempt) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(attempt)
                .setHeartbeatTimeout(HEARTBEAT)
                .setRetryOptions(RETRY)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setSummary(summary);
    }
}

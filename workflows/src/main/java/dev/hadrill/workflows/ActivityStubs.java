package dev.hadrill.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How this project calls activities: retried quickly, awaited to their end when cancelled, summarised for the UI. */
public final class ActivityStubs {
    private static final RetryOptions RETRY = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(250))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(5))
            .build();

    private ActivityStubs() {}

    /** One that ends in seconds: an attempt may take {@code attempt}, all of them {@code total}. */
    public static <A> A brief(Class<A> type, String summary, Duration attempt, Duration total) {
        return Workflow.newActivityStub(
                type,
                options(summary)
                        .setStartToCloseTimeout(attempt)
                        .setScheduleToCloseTimeout(total)
                        .build());
    }

    /** One that heartbeats at least twice a second; another worker takes over when it falls silent. */
    public static <A> A heartbeating(Class<A> type, String summary, Duration attempt) {
        return Workflow.newActivityStub(
                type,
                options(summary)
                        .setStartToCloseTimeout(attempt)
                        .setHeartbeatTimeout(
                                Duration.ofSeconds(2)) // kill -9 to the retry elsewhere: median 2.1 s (FACTS)
                        .build());
    }

    private static ActivityOptions.Builder options(String summary) {
        return ActivityOptions.newBuilder()
                .setRetryOptions(RETRY)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setSummary(summary);
    }
}

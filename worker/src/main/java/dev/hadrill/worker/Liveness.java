package dev.hadrill.worker;

import dev.hadrill.activities.threads.BlockingThreads;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats for every activity that has a heartbeat time-out, from a thread of its own, with the details that the
 * activity gave last: so a killed worker is noticed in any step, and a slow one is not taken for dead.
 */
final class Liveness extends WorkerInterceptorBase implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("liveness").factory());

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Beating(next);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private final class Beating extends ActivityInboundCallsInterceptorBase {
        private @Nullable Remembering context;

        Beating(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext outer) {
            context = new Remembering(outer);
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            Remembering beating = context;
            if (beating == null
                    || beating.getInfo().isLocal()
                    || beating.getInfo().getHeartbeatTimeout().isZero()) {
                return super.execute(input);
            }
            // A thread a beat: heartbeat() blocks on the network, and one activity must not delay another's.
            ScheduledFuture<?> beats = clock.scheduleAtFixedRate(
                    () -> BlockingThreads.named("beat").start(beating::again),
                    EVERY.toMillis(),
                    EVERY.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return super.execute(input);
            } finally {
                beats.cancel(false);
            }
        }
    }

    /** Keeps the last details, and repeats them. */
    private static final class Remembering extends ActivityExecutionContextBase {
        private final AtomicBoolean beating = new AtomicBoolean();
        private volatile @Nullable Object details;

        Remembering(ActivityExecutionContext next) {
            super(next);
        }

        @Override
        public <V> void heartbeat(V given) {
            details = given;
            super.heartbeat(given);
        }

        /** Nothing while the last beat is under way: with Temporal away each would wait for the one before. */
        void again() {
            if (!beating.compareAndSet(false, true)) {
                return;
            }
            try {
                super.heartbeat(details);
            } catch (ActivityCompletionException e) {
                // Cancelled or gone: the activity hears of it from its own heartbeat, if it wants to.
            } finally {
                beating.set(false);
            }
        }
    }
}

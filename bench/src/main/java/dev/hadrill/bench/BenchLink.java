package dev.hadrill.bench;

import dev.hadrill.activities.observation.DrillLink;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.LiveCounts;
import dev.hadrill.workflows.observation.Transition;
import io.temporal.client.ActivityCanceledException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A watch without Temporal, which stops when the scripts are over. */
final class BenchLink implements DrillLink {
    private static final long LOOK_EVERY_NS = 50_000_000;

    private volatile int good;
    private volatile boolean stopped;

    /** Blocks until that many probes were good, or the observation has ended. */
    void awaitGood(int probes, Future<?> observation) {
        while (good < probes && !observation.isDone()) {
            LockSupport.parkNanos(LOOK_EVERY_NS);
        }
    }

    void stop() {
        stopped = true;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void heartbeat(LiveCounts counts) {
        good = counts.good();
        if (stopped) {
            throw new ActivityCanceledException();
        }
    }

    @Override
    public void probeReady(Baseline baseline, Stamp at) {}

    @Override
    public void transition(Transition transition) {}

    @Override
    public @Nullable Injection injection() {
        return null;
    }
}

package dev.hadrill.activities.observation;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.LiveCounts;
import dev.hadrill.workflows.observation.Transition;
import io.temporal.client.ActivityCanceledException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A drill without Temporal: it injects when the probe is ready, as it was told to. */
final class ScriptedDrill implements DrillLink {
    private final int attempt;
    private final Runnable fault;
    final List<Transition> transitions = new CopyOnWriteArrayList<>();
    final List<Baseline> baselines = new CopyOnWriteArrayList<>();
    final CountDownLatch ready = new CountDownLatch(1);
    volatile boolean cancelled;
    volatile boolean away;
    volatile @Nullable Injection injection;
    volatile @Nullable LiveCounts counts;

    ScriptedDrill(int attempt, Runnable fault) {
        this.attempt = attempt;
        this.fault = fault;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public void probeReady(Baseline baseline, Stamp at) {
        answer();
        baselines.add(baseline);
        if (injection == null) {
            Stamp requested = Stamp.now();
            fault.run();
            injection = new Injection(requested, Stamp.now(), "scripted");
        }
        ready.countDown();
    }

    @Override
    public void transition(Transition transition) {
        answer();
        transitions.add(transition);
    }

    @Override
    public @Nullable Injection injection() {
        answer();
        return injection;
    }

    @Override
    public void heartbeat(LiveCounts live) {
        if (cancelled) {
            throw new ActivityCanceledException();
        }
        answer();
        counts = live;
    }

    private void answer() {
        if (away) {
            throw new IllegalStateException("the server is away");
        }
    }
}

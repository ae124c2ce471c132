package dev.hadrill.activities.observation;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.LiveCounts;
import dev.hadrill.workflows.observation.Transition;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Talks with the drill on threads of its own, so that a server that is away never delays a probe: heartbeats, signals in
 * their order, and the question whether the fault came. What fails is tried again.
 */
final class Conversation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final Duration HEARTBEAT = Duration.ofMillis(400);
    private static final Duration ASK_AGAIN = Duration.ofMillis(250);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final DrillLink drill;
    private final Supplier<LiveCounts> counts;
    private final BlockingQueue<Runnable> words = new LinkedBlockingQueue<>();
    private final List<Thread> threads;
    private volatile boolean asking;
    private volatile boolean closing;
    private volatile @Nullable Injection injection;
    private volatile @Nullable ActivityCompletionException unwanted;

    Conversation(DrillLink drill, Supplier<LiveCounts> counts) {
        this.drill = drill;
        this.counts = counts;
        this.threads = List.of(
                thread("heartbeat", this::heartbeat), thread("signals", this::say), thread("injection", this::ask));
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void probeReady(Baseline baseline, Stamp at) {
        words.add(() -> drill.probeReady(baseline, at));
        askForInjection();
    }

    void askForInjection() {
        asking = true;
    }

    void transition(Transition transition) {
        words.add(() -> drill.transition(transition));
    }

    /** Null until it is known; it is asked for once the probe was said to be ready. */
    @Nullable
    Injection injection() {
        return injection;
    }

    /** Why the observation is no longer wanted; null while it is. */
    @Nullable
    ActivityCompletionException unwanted() {
        return unwanted;
    }

    /** Blocks until what is to be said was said, at most two seconds. */
    @Override
    public void close() {
        closing = true;
        long until = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            Thread signals = threads.get(1);
            while (signals.isAlive() && unwanted == null && System.nanoTime() < until) {
                signals.join(Duration.ofMillis(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
    }

    private void heartbeat() {
        while (!closing) {
            try {
                drill.heartbeat(counts.get());
            } catch (ActivityCompletionException e) {
                unwanted = e;
                return;
            } catch (RuntimeException e) {
                LOG.debug("heartbeat: {}", e.toString());
            }
            pause(HEARTBEAT);
        }
    }

    private void say() {
        while (!closing || !words.isEmpty()) {
            try {
                Runnable word = words.poll(50, TimeUnit.MILLISECONDS);
                while (word != null && !said(word)) {
                    Thread.sleep(ASK_AGAIN);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean said(Runnable word) {
        try {
            word.run();
            return true;
        } catch (RuntimeException e) {
            LOG.info("the drill did not hear a signal and is told again: {}", e.toString());
            return false;
        }
    }

    private void ask() {
        while (!closing && injection == null) {
            if (asking) {
                try {
                    injection = drill.injection();
                } catch (RuntimeException e) {
                    LOG.debug("asking for the injection: {}", e.toString());
                }
            }
            pause(ASK_AGAIN);
        }
    }

    private void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().name("observation-" + name).daemon().unstarted(work);
    }
}

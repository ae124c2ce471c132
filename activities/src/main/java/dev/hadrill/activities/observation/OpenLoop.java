package dev.hadrill.activities.observation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Sends at t0 + i·Δ on a thread of its own, whatever became of what was sent before. What it was too late for is not
 * made up in a burst: one is sent, with the first missed instant as its planned one, and the rest is a gap.
 */
final class OpenLoop implements AutoCloseable {
    private final long intervalNs;
    private final LongConsumer send;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long nextNs;
    private volatile long stalledNs;

    /** {@code send} is told the planned instant; it must not block. */
    OpenLoop(Duration interval, LongConsumer send) {
        this.intervalNs = interval.toNanos();
        this.send = send;
        this.nextNs = System.nanoTime();
        this.thread = Thread.ofPlatform().name("open-loop").daemon().unstarted(this::run);
    }

    void start() {
        nextNs = System.nanoTime();
        thread.start();
    }

    /** How long the loop has been held up so far, this instant included: nanoseconds that say nothing of the service. */
    long stalledNs() {
        long now = System.nanoTime();
        long late = now - nextNs;
        return stalledNs + (late > intervalNs ? late : 0);
    }

    /** Nothing is sent after this returns. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        nextNs = Long.MAX_VALUE; // it is not late any more
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long planned = nextNs;
        long stalled = 0;
        while (!stopped) {
            long wait = planned - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            send.accept(planned);
            long late = Math.max(0, -wait);
            if (late > intervalNs) {
                stalled += late;
                stalledNs = stalled;
            }
            planned += intervalNs * (1 + late / intervalNs);
            nextNs = planned;
        }
    }
}

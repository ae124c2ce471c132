package dev.hadrill.activities.observation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends at t0 + i·Δ on a thread of its own, whatever became of what was sent before. What it was too late for is not
 * made up in a burst: one is sent, with the first missed instant as its planned one, and the rest is a gap.
 */
final class OpenLoop implements AutoCloseable {
    /** Told the planned instant; must not block. */
    @FunctionalInterface
    interface Sending {
        void send(OpenLoop loop, long plannedNs);
    }

    private final long intervalNs;
    private final Sending sending;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long nextNs;
    private volatile long stalledNs;

    OpenLoop(String name, Duration interval, Sending sending) {
        this.intervalNs = interval.toNanos();
        this.sending = sending;
        this.nextNs = System.nanoTime();
        this.thread = Thread.ofPlatform().name("open-loop-" + name).daemon().unstarted(this::run);
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
            sending.send(this, planned);
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

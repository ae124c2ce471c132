package dev.hadrill.starter.platform;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one process running: restarted at once when it dies, with a growing pause when it dies again soon.
 *
 * <p>Its thread lives as long as the supervisor, because Linux sends the parent-death signal when the starting
 * <em>thread</em> ends.
 */
final class Child implements Runnable {
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ChildSpec spec;
    private final Runnable changed;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Process process;
    private volatile Part part;

    Child(ChildSpec spec, Runnable changed) {
        this.spec = spec;
        this.changed = changed;
        this.part = new Part(
                spec.name(), spec.address(), null, Instant.now(), 0, spec.log().toString());
    }

    ChildSpec spec() {
        return spec;
    }

    Part part() {
        return part;
    }

    @Override
    public void run() {
        int restarts = 0;
        Duration pause = Duration.ZERO;
        while (!stopsWithin(pause)) {
            long started = System.nanoTime();
            runOnce(restarts);
            if (stopping.getCount() == 0) {
                return;
            }
            boolean settled = System.nanoTime() - started > SETTLED.toNanos();
            pause = settled ? Duration.ZERO : longer(pause);
            restarts++;
            show(null, restarts);
        }
    }

    /** Ends the process and keeps it ended; returns when it is gone. */
    void stop(Duration grace) {
        synchronized (this) {
            stopping.countDown();
        }
        Process running = process;
        if (running == null) {
            return;
        }
        Incarnation.of(running.pid()).ifPresent(it -> it.signal(spec.stopSignal()));
        if (!await(running, grace)) {
            running.destroyForcibly();
            await(running, Duration.ofSeconds(5));
        }
    }

    private void runOnce(int restarts) {
        try {
            Process started;
            synchronized (this) {
                if (stopping.getCount() == 0) {
                    return;
                }
                started = spec.start();
                process = started;
            }
            show(Incarnation.of(started.pid()).orElse(null), restarts);
            int exit = started.waitFor();
            if (stopping.getCount() > 0) {
                Supervisor.say(spec.name() + " (pid " + started.pid() + ") ended with code " + exit);
            }
        } catch (IOException e) {
            Supervisor.say(spec.name() + " cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(@Nullable Incarnation incarnation, int restarts) {
        part = new Part(
                spec.name(),
                spec.address(),
                incarnation,
                Instant.now(),
                restarts,
                spec.log().toString());
        changed.run();
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    private static boolean await(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

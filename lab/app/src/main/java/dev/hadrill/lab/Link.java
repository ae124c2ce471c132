package dev.hadrill.lab;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A few live connections to one store. When one of them fails all are dropped and one thread opens them anew, trying
 * every {@link #PAUSE} for as long as it takes; meanwhile a caller waits for the try under way and fails with it, so
 * that an outage is answered quickly and never by a crowd of callers that connect.
 */
final class Link<C extends AutoCloseable> {

    interface Opener<C> {
        /** Must give up by itself within about a second. */
        C open() throws Exception;
    }

    interface Work<C> {
        void run(C connection) throws Exception;
    }

    private static final int SIZE = 4;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String name;
    private final Opener<C> opener;
    private final AtomicReference<CompletableFuture<Group<C>>> current =
            new AtomicReference<>(new CompletableFuture<>());
    private @Nullable String lastState;

    Link(String name, Opener<C> opener) {
        this.name = name;
        this.opener = opener;
        Thread.ofPlatform().daemon().name(name + "-link").start(this::keep);
    }

    /** Runs the work on one connection; blocks for {@code limit} at most, plus the connection's own time-out. */
    void use(Work<C> work, Duration limit) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        CompletableFuture<Group<C>> promise = current.get();
        Group<C> group;
        try {
            group = promise.get(limit.toNanos(), NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        C connection = group.idle.poll(deadline - System.nanoTime(), NANOSECONDS);
        if (connection == null) {
            throw new TimeoutException("all " + SIZE + " connections busy for " + limit.toMillis() + " ms");
        }
        try {
            work.run(connection);
        } catch (Exception e) {
            current.compareAndSet(promise, new CompletableFuture<>());
            group.broken.countDown();
            throw e;
        } finally {
            group.idle.add(connection);
        }
    }

    private void keep() {
        while (true) {
            Group<C> group = new Group<>();
            long opened = System.nanoTime();
            try {
                fill(group);
                group.broken.await();
                state("connection lost, connecting again");
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                state(e.toString());
                current.getAndSet(new CompletableFuture<>()).completeExceptionally(e);
            }
            group.close();
            if (System.nanoTime() - opened < 1_000_000_000L && !pause()) {
                return;
            }
        }
    }

    /** The first connection already serves while the others are opened. */
    private void fill(Group<C> group) throws Exception {
        while (group.all.size() < SIZE && group.broken.getCount() > 0) {
            C connection = opener.open();
            group.all.add(connection);
            group.idle.add(connection);
            if (group.all.size() == 1) {
                state("connected to " + connection);
                current.get().complete(group);
            }
        }
    }

    private void state(String now) {
        if (!now.equals(lastState)) {
            lastState = now;
            LabApp.log(name + ": " + now);
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static final class Group<C extends AutoCloseable> {
        final BlockingQueue<C> idle = new LinkedBlockingQueue<>();
        final List<C> all = new CopyOnWriteArrayList<>();
        final CountDownLatch broken = new CountDownLatch(1);

        void close() {
            for (C connection : all) {
                try {
                    connection.close();
                } catch (Exception e) {
                    LabApp.log("closing " + connection + ": " + e);
                }
            }
        }
    }
}

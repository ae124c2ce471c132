package dev.hadrill.activities.witness;

import dev.hadrill.activities.observation.Witness;
import dev.hadrill.activities.threads.BlockingThreads;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Follows sources until it is closed, each on a thread of its own, so that none waits for another. Sightings are told
 * one at a time.
 */
final class Watch implements Witness.Watching {
    // A container that was killed is looked for at this pace: the engine answers in some 10 ms.
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Consumer<Sighting> onSighting;
    private final ReentrantLock telling = new ReentrantLock();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    /** Begins at once. */
    Watch(List<Source> sources, Consumer<Sighting> onSighting) {
        this.onSighting = onSighting;
        for (Source source : sources) {
            threads.add(BlockingThreads.named(source.name()).start(() -> follow(source)));
        }
    }

    private void follow(Source source) {
        AtomicBoolean heard = new AtomicBoolean();
        try {
            for (boolean first = true; !isClosed(); first = false) {
                String end = "its client ended";
                try {
                    source.follow(
                            () -> {
                                if (!heard.getAndSet(true)) {
                                    say(source, "is watched");
                                }
                            },
                            this::tell);
                } catch (RuntimeException e) {
                    end = String.valueOf(e.getMessage());
                }
                if (heard.getAndSet(false) || first) {
                    say(source, "is not watched: " + end);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            // It was closed.
        }
    }

    private void say(Source source, String detail) {
        tell(new Sighting(Kind.OTHER, null, System.nanoTime(), source.name(), detail));
    }

    private void tell(Sighting sighting) {
        telling.lock();
        try {
            if (!closed) {
                onSighting.accept(sighting);
            }
        } finally {
            telling.unlock();
        }
    }

    private boolean isClosed() {
        telling.lock();
        try {
            return closed;
        } finally {
            telling.unlock();
        }
    }

    @Override
    public void close() {
        telling.lock();
        try {
            closed = true;
        } finally {
            telling.unlock();
        }
        threads.forEach(Thread::interrupt);
    }
}

package dev.hadrill.activities.observation;

import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.stack.PinnedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What the witness says; it speaks on threads of its own, all else is the observer's thread alone. */
final class Testimony implements AutoCloseable {
    private final Queue<Sighting> said = new ConcurrentLinkedQueue<>();
    private final List<Sighting> all = new ArrayList<>();
    private final Witness.Watching watching;
    private boolean ended;

    /** Where there is no stack to watch, nothing is ever said. */
    Testimony(Witness witness, @Nullable PinnedStack stack) {
        watching = stack == null ? () -> {} : witness.watch(stack, said::add);
    }

    /** What was said since the last call. */
    List<Sighting> fresh() {
        List<Sighting> fresh = new ArrayList<>();
        for (Sighting next = said.poll(); next != null; next = said.poll()) {
            fresh.add(next);
        }
        all.addAll(fresh);
        return fresh;
    }

    /** All that {@link #fresh} gave. */
    List<Sighting> all() {
        return all;
    }

    /** Nothing is said after this returns. */
    void end() {
        if (!ended) {
            ended = true;
            watching.close();
        }
    }

    @Override
    public void close() {
        end();
    }
}

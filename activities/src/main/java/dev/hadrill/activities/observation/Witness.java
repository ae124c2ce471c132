package dev.hadrill.activities.observation;

import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.stack.PinnedStack;
import java.util.function.Consumer;

/** Watches a stack from inside while it is probed from outside. */
public interface Witness {
    /**
     * Begins to watch, and returns at once; what cannot be watched yet is tried again until it is closed. Never throws.
     *
     * @param onSighting told on threads of the witness, as things are seen
     */
    Watching watch(PinnedStack stack, Consumer<Sighting> onSighting);

    /** A witness at work. */
    interface Watching extends AutoCloseable {
        /** Nothing is told after this returns. */
        @Override
        void close();
    }
}

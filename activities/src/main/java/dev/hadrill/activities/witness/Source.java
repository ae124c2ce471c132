package dev.hadrill.activities.witness;

import dev.hadrill.workflows.observation.Sighting;
import java.util.function.Consumer;

/** Something that shows what happens inside a stack. */
interface Source {
    /** {@code <technology>/<service>}. */
    String name();

    /**
     * Blocks until it has ended, or until its thread is interrupted; fails when it cannot be opened.
     *
     * @param opened told when it is heard
     */
    void follow(Runnable opened, Consumer<Sighting> tell) throws InterruptedException;
}

package dev.hadrill.activities.docker;

import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinnedStack;

/** Keeps what a member writes from those that follow it. */
public interface ReplicationBrake {
    /** Let go, it flows again. A worker that dies lets go too. */
    interface Held extends AutoCloseable {
        /** Blocks until what was changed for it is as it was, where that can be seen. */
        @Override
        void close();
    }

    /**
     * Blocks until its followers receive nothing any more; fails for good where it has none, or they cannot be kept from
     * it.
     */
    Held hold(DockerEngine engine, PinnedStack stack, Member target);
}

package dev.hadrill.activities.threads;

/**
 * Threads that may block in anybody's code: virtual ones where that frees their carrier, which is from JDK 24 on (JEP 491).
 *
 * <p>Before that a virtual thread that blocks in synchronized code keeps its carrier, of which there are as many as cores:
 * with Temporal's server killed, two blocked heartbeats on two cores kept every probe from being judged, for good.
 */
public final class BlockingThreads {
    private static final int UNPINNED = 24;

    private BlockingThreads() {}

    public static boolean areVirtual() {
        return Runtime.version().feature() >= UNPINNED;
    }

    /** They do not keep the process alive. */
    public static Thread.Builder named(String name) {
        return areVirtual()
                ? Thread.ofVirtual().name(name)
                : Thread.ofPlatform().daemon().name(name);
    }
}

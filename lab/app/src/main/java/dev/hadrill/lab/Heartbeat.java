package dev.hadrill.lab;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A background service's sign of life in one store, every second: {@code heartbeat:<role>}. */
final class Heartbeat {
    private final String key;
    private final Store store;

    private Heartbeat(String role, Store store) {
        this.key = "heartbeat:" + role;
        this.store = store;
    }

    /** Beats for ever, on a thread of its own, so that one hung store does not silence the other. */
    static void start(String role, Store store) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        Heartbeat heartbeat = new Heartbeat(role, store);
        var unused = clock.scheduleAtFixedRate(heartbeat::beat, 0, 1, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            store.write(key, Duration.ofSeconds(1));
        } catch (Exception e) {
            // The link logs each change of state; the next beat tries again.
        }
    }
}

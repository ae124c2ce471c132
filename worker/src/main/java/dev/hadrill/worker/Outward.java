package dev.hadrill.worker;

import dev.hadrill.worker.metrics.Metrics;
import dev.hadrill.worker.metrics.Sources;
import org.jspecify.annotations.Nullable;

/** What a worker tells others, beside the work: metrics and verdicts, each where it is asked for. */
record Outward(
        @Nullable Metrics metrics,
        Sources sources,
        @Nullable Announcing announcing) implements AutoCloseable {
    void start() {
        if (metrics != null) {
            metrics.start(sources);
        }
        if (announcing != null) {
            announcing.start();
        }
    }

    @Override
    public void close() {
        if (announcing != null) {
            announcing.close();
        }
        if (metrics != null) {
            metrics.close();
        }
    }
}

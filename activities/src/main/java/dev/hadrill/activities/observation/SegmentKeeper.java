package dev.hadrill.activities.observation;

import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends segments to the store on a thread of its own, in order, until they are there; never fails its caller. */
final class SegmentKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentKeeper.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private record Batch(String stream, int sequence, Supplier<byte[]> content) {}

    private final SegmentStore store;
    private final String drillId;
    private final int attempt;
    private final Map<String, Integer> sequences = new HashMap<>();
    private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    SegmentKeeper(SegmentStore store, String drillId, int attempt) {
        this.store = store;
        this.drillId = drillId;
        this.attempt = attempt;
        this.thread = Thread.ofPlatform().name("observation-segments").daemon().unstarted(this::run);
        thread.start();
    }

    /** Does not block; {@code content} is asked for on the keeper's thread. One thread alone calls it. */
    void keep(String stream, Supplier<byte[]> content) {
        batches.add(new Batch(stream, sequences.merge(stream, 1, Integer::sum), content));
    }

    /** Blocks until all is kept, at most three seconds; says what could not be. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("drill {}: {} segments could not be kept", drillId, batches.size() + 1);
            thread.interrupt();
        }
    }

    private void run() {
        try {
            while (!closing || !batches.isEmpty()) {
                Batch batch = batches.poll(50, TimeUnit.MILLISECONDS);
                if (batch != null) {
                    append(batch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void append(Batch batch) throws InterruptedException {
        Segment segment = new Segment(
                drillId,
                batch.stream(),
                attempt,
                batch.sequence(),
                batch.content().get());
        while (true) {
            try {
                store.append(segment);
                return;
            } catch (RuntimeException e) {
                LOG.warn("drill {}: a segment could not be kept and is tried again: {}", drillId, e.toString());
                Thread.sleep(AGAIN);
            }
        }
    }
}

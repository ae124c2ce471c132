package dev.hadrill.activities.observation;

import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.SampleCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends segments to the store on a thread of its own, in order, until they are there; never fails its caller. */
final class SampleKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SampleKeeper.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private record Batch(String probe, int sequence, List<Sample> samples) {}

    private final SegmentStore store;
    private final String drillId;
    private final int attempt;
    private final Map<String, Integer> sequences = new HashMap<>();
    private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    SampleKeeper(SegmentStore store, String drillId, int attempt) {
        this.store = store;
        this.drillId = drillId;
        this.attempt = attempt;
        this.thread = Thread.ofPlatform().name("observation-samples").daemon().unstarted(this::run);
        thread.start();
    }

    void keep(String probe, List<Sample> samples) {
        if (!samples.isEmpty()) {
            batches.add(new Batch(probe, sequences.merge(probe, 1, Integer::sum), samples));
        }
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
            LOG.error("drill {}: {} segments of samples could not be kept", drillId, batches.size() + 1);
            thread.interrupt();
        }
    }

    private void run() {
        try {
            while (!closing || !batches.isEmpty()) {
                Batch batch = batches.poll(50, java.util.concurrent.TimeUnit.MILLISECONDS);
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
                drillId, Segment.probe(batch.probe()), attempt, batch.sequence(), SampleCodec.encode(batch.samples()));
        while (true) {
            try {
                store.append(segment);
                return;
            } catch (RuntimeException e) {
                LOG.warn("drill {}: samples could not be kept and are tried again: {}", drillId, e.toString());
                Thread.sleep(AGAIN);
            }
        }
    }
}

package dev.hadrill.worker;

import dev.hadrill.activities.files.Outbox;
import dev.hadrill.activities.files.SpooledSegments;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.history.HistoryActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the history up to date, in tables and in what waited for it, beside the work and never in its way. */
final class Shipping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shipping.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final HistoryDatabase database;
    private final HistoryActivities history;
    private final EvidenceStore evidence;
    private final Outbox outbox;
    private final SpooledSegments samples;
    private final Thread thread = Thread.ofPlatform().daemon().name("shipping").unstarted(this::run);
    private boolean away;

    /** @param history and {@code evidence}: where to, not by way of the outbox */
    Shipping(
            HistoryDatabase database,
            HistoryActivities history,
            EvidenceStore evidence,
            Outbox outbox,
            SpooledSegments samples) {
        this.database = database;
        this.history = history;
        this.evidence = evidence;
        this.outbox = outbox;
        this.samples = samples;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                once();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            database.ready();
            if (away) {
                LOG.info("the history is back");
            }
            away = false;
            samples.ship();
            int shipped = outbox.ship(history, evidence);
            if (shipped > 0) {
                LOG.info("{} drills and evidence folders that waited were shipped to the history", shipped);
            }
        } catch (ApplicationFailure e) {
            if (!away && !Thread.currentThread().isInterrupted()) {
                LOG.warn("{}; new drills are refused and results wait until it is back", e.getOriginalMessage());
            }
            away = true;
        } catch (RuntimeException e) {
            LOG.error("shipping to the history failed and is tried again", e);
        }
    }
}

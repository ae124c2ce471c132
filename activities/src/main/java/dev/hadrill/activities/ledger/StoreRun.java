package dev.hadrill.activities.ledger;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.threads.BlockingThreads;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.ledger.LedgerPlan;
import dev.hadrill.workflows.ledger.LedgerRecord;
import dev.hadrill.workflows.ledger.Session;
import dev.hadrill.workflows.ledger.Write.Side;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** One attempt at writing to one store, from its first preparation to the last answer. */
public final class StoreRun implements AutoCloseable {
    private static final int SESSIONS = 4;
    // Enough to show that the old server still takes writes, and for how long.
    private static final int BESIDE_PER_SEC = 10;

    private final LedgerStore store;
    private final LedgerPlan plan;
    private final int attempt;
    private final LedgerRecord earlier;
    private final Journal journal;
    private final ScheduledExecutorService clock;
    private final Thread starter;
    private volatile boolean closing;
    private volatile String problem = "it was not reached yet";
    private @Nullable Lane application;
    private @Nullable Lane beside;

    /** Begins at once, on threads of its own. Fails when the record cannot be kept. */
    public StoreRun(
            LedgerStore store,
            LedgerPlan plan,
            SegmentStore segments,
            String drillId,
            int attempt,
            LedgerRecord earlier) {
        this.store = store;
        this.plan = plan;
        this.attempt = attempt;
        this.earlier = earlier;
        this.journal = new Journal(segments, drillId, store.name(), attempt);
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("ledger-" + store.name()).factory());
        this.starter = BlockingThreads.named("ledger-start").start(this::begin);
    }

    /** Whether a write of the application's side was acknowledged, by this attempt or one before. */
    public boolean began() {
        return journal.began() || earlier.began();
    }

    public int tried() {
        return journal.tried();
    }

    /** Why it has not begun. */
    public String problem() {
        Lane lane;
        synchronized (this) {
            lane = application;
        }
        String words = lane == null ? null : lane.lastWords();
        return store.name() + ": " + (words == null ? problem : "its client said: " + words);
    }

    /** Waits for the answers that are due, and for the record to be kept. */
    @Override
    public void close() {
        closing = true;
        starter.interrupt();
        Lane first;
        Lane second;
        synchronized (this) {
            first = application;
            second = beside;
        }
        if (first != null) {
            first.close();
        }
        if (second != null) {
            second.close();
        }
        clock.shutdownNow();
        journal.close();
    }

    private void begin() {
        try {
            while (!closing && !prepared()) {
                Await.pause();
            }
        } catch (IllegalStateException e) {
            return; // interrupted: it is being closed
        }
        synchronized (this) {
            if (!closing) {
                application = lane(store.application(), SESSIONS, plan.writesPerSec());
            }
        }
        try {
            String server = earlier.sessions().stream()
                    .filter(session -> session.side() == Side.BESIDE)
                    .map(Session::server)
                    .findFirst()
                    .orElse(null);
            store.beside(server).ifPresent(client -> {
                synchronized (this) {
                    if (!closing) {
                        beside = lane(client, 1, BESIDE_PER_SEC);
                    }
                }
            });
        } catch (ApplicationFailure e) {
            problem = e.getOriginalMessage();
        }
    }

    private boolean prepared() {
        try {
            store.prepare(attempt == 1);
            problem = "it has acknowledged nothing yet";
            return true;
        } catch (ApplicationFailure e) {
            problem = e.getOriginalMessage();
            return false;
        }
    }

    private Lane lane(Client client, int sessions, int perSec) {
        return new Lane(client, sessions, perSec, plan.timeout(), attempt, journal, clock);
    }
}

package dev.hadrill.activities.ledger;

import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.ledger.LedgerPage;
import dev.hadrill.workflows.ledger.Session;
import dev.hadrill.workflows.ledger.Write;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt's record of the writes to one store, kept page by page on a thread of its own. It begins with an empty page:
 * an attempt without a page never wrote. Threads share it; adding never blocks.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration PAGE = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SegmentStore store;
    private final String drillId;
    private final String name;
    private final int attempt;
    private final Thread thread;
    private List<Session> sessions = new ArrayList<>();
    private List<Write> writes = new ArrayList<>();
    private int unsent;
    private int tried;
    private boolean began;
    private volatile boolean closing;
    private int sequence;

    /** Fails when the first page cannot be kept. */
    Journal(SegmentStore store, String drillId, String name, int attempt) {
        this.store = store;
        this.drillId = drillId;
        this.name = name;
        this.attempt = attempt;
        store.append(segment(new LedgerPage(false, 0, List.of(), List.of())));
        this.thread =
                Thread.ofPlatform().name("ledger-journal-" + name).daemon().unstarted(this::run);
        thread.start();
    }

    synchronized void add(Session session) {
        sessions.add(session);
    }

    synchronized void add(Write write) {
        writes.add(write);
        tried++;
        began |= write.side() == Side.APPLICATION && write.outcome() == Outcome.ACKNOWLEDGED;
    }

    synchronized void unsent() {
        unsent++;
    }

    /** Whether the application's side was acknowledged. */
    synchronized boolean began() {
        return began;
    }

    synchronized int tried() {
        return tried;
    }

    /** Keeps the rest, and that it is the rest; blocks for at most three seconds, and says what could not be kept. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("drill {}: the ledger's last writes to {} could not be recorded", drillId, name);
        }
    }

    private void run() {
        while (!closing) {
            pause(PAGE);
            LedgerPage page = turn(closing);
            if (closing || !page.writes().isEmpty() || !page.sessions().isEmpty()) {
                keep(segment(page));
            }
            if (page.last()) {
                return;
            }
        }
        keep(segment(turn(true)));
    }

    private synchronized LedgerPage turn(boolean last) {
        LedgerPage page = new LedgerPage(last, unsent, sessions, writes);
        sessions = new ArrayList<>();
        writes = new ArrayList<>();
        unsent = 0;
        return page;
    }

    private Segment segment(LedgerPage page) {
        return new Segment(drillId, Segment.ledger(name), attempt, sequence++, page.encode());
    }

    private void keep(Segment segment) {
        long until = System.nanoTime() + Duration.ofMinutes(30).toNanos();
        while (System.nanoTime() < until) {
            try {
                store.append(segment);
                return;
            } catch (RuntimeException e) {
                LOG.warn("drill {}: a page of the ledger of {} is tried again: {}", drillId, name, e.toString());
                pause(AGAIN);
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            // Only closing interrupts, and that is looked at next.
        }
    }
}

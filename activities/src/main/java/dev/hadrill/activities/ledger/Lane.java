package dev.hadrill.activities.ledger;

import dev.hadrill.activities.threads.BlockingThreads;
import dev.hadrill.workflows.ledger.LedgerRecord;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes through one client at a steady rate, over a few sessions, so that one that hangs does not stop the writing. A
 * session that ended is replaced by a new one, of a new writer. A tick that finds none free writes nothing.
 */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    /** Opening a session costs a docker exec: 0.1 s of a busy machine's time. */
    private static final long REOPEN_NS = Duration.ofMillis(500).toNanos();

    private final Client client;
    private final Journal journal;
    private final long timeoutNs;
    private final AtomicInteger writers;
    private final ClientSession[] slots;
    private final long[] openedNs;
    private final ScheduledFuture<?> ticks;
    private int next;
    private boolean closed;

    Lane(
            Client client,
            int sessions,
            int perSec,
            Duration timeout,
            int attempt,
            Journal journal,
            ScheduledExecutorService clock) {
        this.client = client;
        this.journal = journal;
        this.timeoutNs = timeout.toNanos();
        this.writers = new AtomicInteger(attempt * LedgerRecord.WRITERS_PER_ATTEMPT);
        this.slots = new ClientSession[sessions];
        this.openedNs = new long[sessions];
        for (int i = 0; i < sessions; i++) {
            slots[i] = open(i);
        }
        this.ticks =
                clock.scheduleAtFixedRate(this::tick, 0, TimeUnit.SECONDS.toNanos(1) / perSec, TimeUnit.NANOSECONDS);
    }

    /** What a session said last, for a message; null when none said anything. */
    synchronized @Nullable String lastWords() {
        for (ClientSession session : slots) {
            if (!session.lastWords().isEmpty()) {
                return session.lastWords();
            }
        }
        return null;
    }

    /** Writes no more, and waits for the answers that are due. */
    @Override
    public void close() {
        ticks.cancel(false);
        synchronized (this) {
            closed = true;
        }
        long until = System.nanoTime() + timeoutNs;
        while (anyBusy() && System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        for (ClientSession session : slots) {
            session.close();
        }
    }

    private boolean anyBusy() {
        for (ClientSession session : slots) {
            if (session.busy()) {
                return true;
            }
        }
        return false;
    }

    private void tick() {
        try {
            synchronized (this) {
                if (!closed) {
                    replaceEnded();
                    if (!write()) {
                        journal.unsent();
                    }
                }
            }
        } catch (RuntimeException e) {
            LOG.error("the ledger missed a tick", e); // an exception would end the ticking
        }
    }

    private boolean write() {
        for (int i = 0; i < slots.length; i++) {
            next = (next + 1) % slots.length;
            if (slots[next].write()) {
                return true;
            }
        }
        return false;
    }

    private void replaceEnded() {
        long now = System.nanoTime();
        for (int i = 0; i < slots.length; i++) {
            slots[i].expire(now, timeoutNs);
            if (slots[i].closed() && now - openedNs[i] > REOPEN_NS) {
                slots[i] = open(i);
            }
        }
    }

    private ClientSession open(int slot) {
        openedNs[slot] = System.nanoTime();
        ClientSession session = new ClientSession(client, writers::incrementAndGet, journal);
        BlockingThreads.named("ledger-session").start(session::open);
        return session;
    }
}

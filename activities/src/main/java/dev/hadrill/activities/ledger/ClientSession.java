package dev.hadrill.activities.ledger;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.ExecStream;
import dev.hadrill.activities.threads.BlockingThreads;
import dev.hadrill.workflows.ledger.Session;
import dev.hadrill.workflows.ledger.Write;
import dev.hadrill.workflows.ledger.Write.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One client, one connection: writes one after the other, and ends at the first that is not acknowledged. Threads share
 * it; nothing here blocks but {@link #open}.
 */
final class ClientSession {
    // Two hosts with a connect time-out of 2 s each, and the client's start.
    private static final long OPENING_NS = Duration.ofSeconds(6).toNanos();
    private static final String PID = "pid ";

    private final Client client;
    private final IntSupplier number;
    private final Journal journal;
    private final long beganNs = System.nanoTime();
    private @Nullable ExecStream stream;
    private @Nullable String pid;
    private String server = "";
    private boolean ready;
    private boolean closed;
    private boolean doubt;
    private int writer;
    private long sequence;
    private long sentNs;
    private boolean busy;
    private String lastWords = "";

    /** {@code number} gives the writer's, once the session is ready: one that never is needs none. */
    ClientSession(Client client, IntSupplier number, Journal journal) {
        this.client = client;
        this.number = number;
        this.journal = journal;
    }

    /** Blocks until the client runs; a failure closes it. */
    void open() {
        try {
            ExecStream opened =
                    ExecStream.open(client.engine(), client.place(), client.command(), this::heard, this::ended);
            synchronized (this) {
                stream = opened;
                if (!closed) {
                    client.dialect().hello().forEach(opened::send);
                    return;
                }
            }
            opened.close();
        } catch (RuntimeException e) {
            synchronized (this) {
                lastWords = String.valueOf(e.getMessage());
            }
            ended();
        }
    }

    synchronized boolean closed() {
        return closed;
    }

    synchronized boolean busy() {
        return busy && !closed;
    }

    /** What it said last, for a message. */
    synchronized String lastWords() {
        return lastWords;
    }

    /** False when it is not free. */
    synchronized boolean write() {
        ExecStream open = stream;
        if (closed || !ready || busy || open == null) {
            return false;
        }
        sequence++;
        busy = true;
        doubt = false;
        sentNs = System.nanoTime();
        client.dialect().write(client.side(), writer, sequence).forEach(open::send);
        return true;
    }

    /** Gives up what has not been answered in time. */
    void expire(long nowNs, long timeoutNs) {
        boolean late;
        synchronized (this) {
            late = !closed && (busy ? nowNs - sentNs > timeoutNs : !ready && nowNs - beganNs > OPENING_NS);
        }
        if (late) {
            abandon();
        }
    }

    /** Lets the client end by itself; what is under way is of unknown fate. */
    void close() {
        ExecStream open;
        synchronized (this) {
            conclude();
            open = stream;
        }
        if (open != null) {
            open.close();
        }
    }

    private void abandon() {
        String process;
        synchronized (this) {
            process = pid;
        }
        close();
        if (process != null) {
            // A client that waits for a server does not see that its standard input ended.
            Command kill = Command.script("kill -9 \"$1\" 2>/dev/null", List.of(process))
                    .as(client.command().user());
            BlockingThreads.named("ledger-kill").start(() -> {
                try {
                    client.engine().exec(client.place(), kill);
                } catch (RuntimeException e) {
                    // The container is gone, and the client with it.
                }
            });
        }
    }

    private void heard(ExecStream.Line line) {
        boolean over = false;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (!line.text().isBlank()) {
                lastWords = line.text();
            }
            if (pid == null && line.text().startsWith(PID)) {
                pid = line.text().substring(PID.length());
                return;
            }
            switch (client.dialect().understand(line.text())) {
                case Answer.Server named -> server = named.name();
                case Answer.Ready now -> beReady(Objects.requireNonNull(stream));
                case Answer.Told told -> over = !busy || !told(told.outcome(), line.receivedNs());
                case Answer.Doubt none -> doubt = true;
                case Answer.Nothing none -> {}
            }
        }
        if (over) {
            close();
        }
    }

    private void beReady(ExecStream open) {
        if (!ready) {
            ready = true;
            writer = number.getAsInt();
            open.send(client.dialect().introduce(writer));
            journal.add(new Session(client.side(), writer, server));
        }
    }

    /** Whether the session goes on. */
    private boolean told(Outcome outcome, long receivedNs) {
        Outcome known = doubt && outcome == Outcome.ACKNOWLEDGED ? Outcome.INDETERMINATE : outcome;
        busy = false;
        journal.add(new Write(client.side(), writer, sequence, sentNs, receivedNs, known));
        return known == Outcome.ACKNOWLEDGED;
    }

    private void ended() {
        synchronized (this) {
            conclude();
        }
    }

    private void conclude() {
        if (!closed) {
            closed = true;
            if (busy) {
                busy = false;
                journal.add(
                        new Write(client.side(), writer, sequence, sentNs, System.nanoTime(), Outcome.INDETERMINATE));
            }
        }
    }
}

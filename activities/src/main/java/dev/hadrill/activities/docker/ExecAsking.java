package dev.hadrill.activities.docker;

import dev.hadrill.activities.observation.Asking;
import dev.hadrill.workflows.observation.ExecProbe;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value inside a member, asked for through one client that lives long. The client is opened again, in the member that
 * then has the role, on a thread of its own: a question never waits for that.
 *
 * <p>While there is no client because it ended or none can be started, a question is refused. While there is none
 * because it was given up, or not opened yet, nothing is known.
 */
public final class ExecAsking implements Asking {
    /** A client at work. */
    record Client(Consumer<String> send, Runnable close) {}

    /** Starts one; blocks, and throws an unchecked exception where it cannot. */
    @FunctionalInterface
    interface Opening {
        Client open(Consumer<ExecStream.Line> onLine, Runnable onEnd);
    }

    /** Where a client is to run. */
    public record Place(DockerEngine engine, Instance instance) {}

    private static final Logger LOG = LoggerFactory.getLogger(ExecAsking.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final ExecProbe probe;
    private final Probing probing;
    private final Opening opening;
    private final Freshness freshness;
    private final Thread opener;
    private volatile @Nullable ExecSession session;
    private volatile Outcome absent = Outcome.PROBER_ERROR;
    private volatile boolean closed;
    private String complaint = "";

    /** {@code find} blocks, and throws an unchecked exception where no member has the role. */
    public static ExecAsking of(ExecProbe probe, Probing probing, Supplier<Place> find) {
        return new ExecAsking(probe, probing, (onLine, onEnd) -> {
            Place place = find.get();
            Command command = Command.of(probe.client()).with(environment(probe, place.instance()));
            ExecStream stream = ExecStream.open(place.engine(), place.instance(), command, onLine, onEnd);
            return new Client(stream::send, stream::close);
        });
    }

    ExecAsking(ExecProbe probe, Probing probing, Opening opening) {
        this.probe = probe;
        this.probing = probing;
        this.opening = opening;
        this.freshness = new Freshness(probe.pattern(), probe.freshFor());
        this.opener =
                Thread.ofPlatform().name("exec-probe-" + probe.name()).daemon().start(this::keepOpen);
    }

    @Override
    public Sample ask(long plannedNs, LongConsumer onSent) {
        long sent = System.nanoTime();
        onSent.accept(sent);
        ExecSession now = session;
        CompletableFuture<ExecSession.Answer> answer = now == null ? null : now.ask(sent);
        if (now == null || answer == null) {
            return new Sample(plannedNs, sent, System.nanoTime(), absent, 0);
        }
        ExecSession.Answer found;
        try {
            found = answer.get(probing.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            now.giveUp("no answer within " + probing.timeout()); // a late answer is no answer to a later question
            found = answer.join();
        } catch (InterruptedException | ExecutionException e) {
            found = new ExecSession.Answer(Outcome.PROBER_ERROR, System.nanoTime());
        }
        return new Sample(plannedNs, sent, found.atNs(), found.outcome(), 0);
    }

    @Override
    public void close() {
        closed = true;
        opener.interrupt();
        ExecSession now = session;
        if (now != null) {
            now.giveUp("the observation has ended");
        }
    }

    private void keepOpen() {
        try {
            while (!closed) {
                open();
                Thread.sleep(AGAIN);
                while (session != null && !closed) {
                    LockSupport.park();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void open() {
        ExecSession next = new ExecSession(probe.ask(), freshness, probing.slowAfter(), this::lost);
        try {
            next.begin(opening.open(next::heard, next::ended));
            session = next;
            complaint = "";
            if (closed || next.over()) {
                session = null;
                next.giveUp("it ended at once");
            }
        } catch (RuntimeException e) {
            absent = Outcome.REFUSED;
            String why = e instanceof ApplicationFailure failure ? failure.getOriginalMessage() : String.valueOf(e);
            if (!closed && !complaint.equals(why)) {
                complaint = why;
                LOG.info("probe {}: {}", probe.name(), complaint);
            }
        }
    }

    private void lost(ExecSession which, boolean refused, String why) {
        absent = refused ? Outcome.REFUSED : Outcome.PROBER_ERROR;
        if (session == which) {
            session = null;
            LockSupport.unpark(opener);
        }
        if (!closed) {
            LOG.info("probe {}: its client is opened again: {}", probe.name(), why);
        }
    }

    private static Map<String, String> environment(ExecProbe probe, Instance member) {
        Map<String, String> environment = new HashMap<>();
        probe.env().forEach((variable, own) -> {
            String value = member.env().get(own);
            if (value == null) {
                throw new IllegalStateException(
                        "env: %s has no variable %s in its environment; name one that it has".formatted(member, own));
            }
            environment.put(variable, value);
        });
        return environment;
    }
}

package dev.hadrill.activities.witness;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.ExecStream;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.ServerLook;
import dev.hadrill.activities.docker.ServerState;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One server's state, looked at ten times a second; a question waits for the answer to the one before. */
final class LookSource implements Source {
    // A promotion is known to a tenth of a second then, and one look costs a server under a millisecond.
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<DockerEngine> engine;
    private final String project;
    private final ServerLook look;
    private @Nullable ServerState last;
    private long lastAskedNs;
    private int highestTimeline;

    LookSource(Supplier<DockerEngine> engine, String project, ServerLook look) {
        this.engine = engine;
        this.project = project;
        this.look = look;
    }

    @Override
    public String name() {
        return look.source();
    }

    @Override
    public void follow(Runnable opened, Consumer<Sighting> tell) throws InterruptedException {
        Answers answers = new Answers(look.end());
        Instance instance = engine.get().service(project, look.service());
        try (ExecStream client =
                ExecStream.open(engine.get(), instance, look.client(instance), answers::heard, answers::ended)) {
            while (true) {
                long askedNs = System.nanoTime();
                client.send(String.join("\n", look.question()));
                Optional<Answers.Answer> answer = answers.next();
                if (answer.isEmpty()) {
                    return;
                }
                Optional<ServerState> state = look.read(answer.get().lines());
                if (state.isPresent()) {
                    opened.run();
                    seen(state.get(), askedNs, answer.get().receivedNs(), tell);
                }
                TimeUnit.NANOSECONDS.sleep(askedNs + BETWEEN_NS - System.nanoTime());
            }
        }
    }

    /** The look before showed the state before: whatever changed did so after that was asked for. */
    void seen(ServerState state, long askedNs, long receivedNs, Consumer<Sighting> tell) {
        ServerState before = last;
        Long notBefore = before == null ? null : lastAskedNs;
        if (before == null) {
            tell.accept(new Sighting(Kind.OTHER, null, receivedNs, name(), look.words(state)));
        } else if (before.writable() != state.writable()) {
            Kind kind = state.writable() ? Kind.PROMOTED : Kind.OTHER;
            tell.accept(new Sighting(kind, notBefore, receivedNs, name(), look.words(state)));
        }
        // A standby whose stream has ended may know less of its timeline than it did.
        if (before != null && state.timeline() > highestTimeline) {
            tell.accept(new Sighting(
                    Kind.TIMELINE_BEGAN, notBefore, receivedNs, name(), "began timeline " + state.timeline()));
        }
        highestTimeline = Math.max(highestTimeline, state.timeline());
        last = state;
        lastAskedNs = askedNs;
    }
}

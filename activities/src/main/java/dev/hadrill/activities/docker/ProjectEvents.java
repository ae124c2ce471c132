package dev.hadrill.activities.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the engine says of the containers of one compose project, as it happens. */
public final class ProjectEvents implements AutoCloseable {
    /** Not what every exec of a health check or of ours says: a look is no event. */
    private static final String[] TELLING = {
        "create",
        "start",
        "kill",
        "oom",
        "die",
        "stop",
        "restart",
        "pause",
        "unpause",
        "destroy",
        "rename",
        "health_status"
    };

    private final Stream stream;

    private ProjectEvents(Stream stream) {
        this.stream = stream;
    }

    /**
     * One event.
     *
     * @param receivedNs on CLOCK_MONOTONIC
     * @param action Docker's own word, for example {@code die}
     * @param detail the container, and what else the event says of it
     */
    public record Happened(long receivedNs, String action, String service, String detail) {}

    /**
     * Returns at once.
     *
     * @param onEnd told once, when the engine can be heard no more
     */
    public static ProjectEvents open(DockerEngine engine, String project, Consumer<Happened> onEvent, Runnable onEnd) {
        return engine.ask(
                "events",
                () -> new ProjectEvents(engine.streams()
                        .eventsCmd()
                        .withEventTypeFilter(EventType.CONTAINER)
                        .withEventFilter(TELLING)
                        .withLabelFilter(Map.of(Inspection.PROJECT, project))
                        .exec(new Stream(onEvent, onEnd))));
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // It was closed already: that is what was wanted.
        }
    }

    private static final class Stream extends ResultCallback.Adapter<Event> {
        private final Consumer<Happened> onEvent;
        private final Runnable onEnd;

        Stream(Consumer<Happened> onEvent, Runnable onEnd) {
            this.onEvent = onEvent;
            this.onEnd = onEnd;
        }

        @Override
        public void onNext(@Nullable Event event) {
            long now = System.nanoTime();
            EventActor actor = event == null ? null : event.getActor();
            if (event == null || actor == null || actor.getAttributes() == null) {
                return;
            }
            Map<String, String> said = actor.getAttributes();
            String action = Objects.requireNonNullElse(event.getAction(), "");
            onEvent.accept(new Happened(
                    now,
                    action,
                    said.getOrDefault(Inspection.SERVICE, ""),
                    detail(said.getOrDefault("name", ""), said)));
        }

        private static String detail(String container, Map<String, String> said) {
            String code = said.get("exitCode");
            String signal = said.get("signal");
            return container
                    + (code == null ? "" : ", exit code " + code)
                    + (signal == null ? "" : ", signal " + signal);
        }

        @Override
        public void onComplete() {
            super.onComplete();
            onEnd.run();
        }

        @Override
        public void onError(Throwable failure) {
            super.onError(failure);
            onEnd.run();
        }
    }
}

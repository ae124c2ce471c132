package dev.hadrill.activities.witness;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.ProjectEvents;
import dev.hadrill.activities.docker.ProjectEvents.Happened;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The containers of a project, as the engine tells of them. */
record EventSource(Supplier<DockerEngine> engine, String project) implements Source {
    @Override
    public String name() {
        return "docker";
    }

    @Override
    public void follow(Runnable opened, Consumer<Sighting> tell) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        ProjectEvents events =
                ProjectEvents.open(engine.get(), project, event -> tell.accept(sighting(event)), ended::countDown);
        try {
            opened.run();
            ended.await();
        } finally {
            events.close();
        }
    }

    static Sighting sighting(Happened event) {
        Kind kind = switch (event.action()) {
            case "die" -> Kind.DIED;
            case "start" -> Kind.STARTED;
            default -> Kind.OTHER;
        };
        return new Sighting(
                kind, null, event.receivedNs(), "docker/" + event.service(), event.action() + " " + event.detail());
    }
}

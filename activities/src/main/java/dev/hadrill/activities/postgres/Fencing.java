package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.workflows.Failures;
import java.time.Duration;

/** Keeps a container down: neither Docker's restart policy nor a restarted engine may bring it back. */
final class Fencing {
    private static final Duration DEATH = Duration.ofSeconds(15);

    private Fencing() {}

    /** Fails when it still runs; a container that is down only loses its restart policy. */
    static void fence(DockerEngine engine, Instance instance) {
        if (!instance.restartPolicy().equals("no")) {
            engine.restartPolicy(instance.id(), "no");
        }
        engine.kill(instance.id());
        boolean down = Await.until(
                DEATH,
                () -> engine.find(instance.id())
                        .filter(seen -> seen.state() != Instance.State.DOWN)
                        .isEmpty());
        if (!down) {
            throw Failures.passing(
                    Failures.RUNBOOK_STOPPED,
                    "%s still runs %d s after SIGKILL: it is not fenced".formatted(instance.name(), DEATH.toSeconds()),
                    null);
        }
    }
}

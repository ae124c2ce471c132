package dev.hadrill.activities.docker;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.stack.Member;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** {@code kill_container}: SIGKILL through the engine. */
public final class ContainerKill {
    // A SIGKILLed process is gone in 0.3 s here; one in uninterruptible sleep never goes.
    private static final Duration DEATH = Duration.ofSeconds(10);

    private ContainerKill() {}

    /** Kills exactly this incarnation and sees it dead; one that is dead already is not killed again. */
    static Injection inject(DockerEngine engine, Member target, Stamp armedAt) {
        Instance before = engine.find(target.containerId())
                .orElseThrow(() -> notLanded(target, "there is no such container any more"));
        requireIncarnation(before, target);
        if (before.state() == Instance.State.DOWN) {
            return new Injection(
                    armedAt, Stamp.now(), target.containerName() + " was down already when this attempt looked");
        }
        Stamp requested = Stamp.now();
        engine.kill(target.containerId());
        boolean dead = Await.until(DEATH, () -> {
            Instance seen = engine.find(target.containerId())
                    .orElseThrow(() -> notLanded(target, "it was removed while it was being killed"));
            requireIncarnation(seen, target);
            return seen.state() == Instance.State.DOWN;
        });
        if (!dead) {
            throw notLanded(target, "it still runs %d s after SIGKILL".formatted(DEATH.toSeconds()));
        }
        return new Injection(requested, Stamp.now(), target.containerName() + ": State.Running=false after SIGKILL");
    }

    /** Starts the container, with the restart policy that it had; nothing happens to one that runs with it. */
    public static void undo(DockerEngine engine, Instance killed, String restartPolicy) {
        if (!killed.restartPolicy().equals(restartPolicy)) {
            engine.restartPolicy(killed.id(), restartPolicy);
        }
        engine.start(killed.id());
    }

    private static void requireIncarnation(Instance seen, Member target) {
        if (!seen.isIncarnation(target)) {
            throw notLanded(
                    target,
                    "it was started again at %s; expected the incarnation of %s, another is not touched"
                            .formatted(seen.startedAt(), target.startedAt()));
        }
    }

    private static ApplicationFailure notLanded(Member target, String why) {
        return Failures.refuse(
                Failures.FAULT_NOT_LANDED, "kill_container %s: %s".formatted(target.containerName(), why));
    }
}

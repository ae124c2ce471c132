package dev.hadrill.activities.docker;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.fault.KillBehindReplication;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinnedStack;

/** {@code kill_behind_replication}: what {@code kill_container} does, to a member whose followers are kept behind. */
final class KillBehind {
    private KillBehind() {}

    /** A target that is down already is not waited for: an earlier attempt killed it. */
    static Injection inject(
            DockerEngine engine,
            PinnedStack stack,
            KillBehindReplication fault,
            Member target,
            Stamp armedAt,
            ReplicationBrake brake) {
        boolean runs =
                engine.find(target.containerId()).filter(Instance::running).isPresent();
        if (!runs) {
            return ContainerKill.inject(engine, target, armedAt);
        }
        try (ReplicationBrake.Held held = brake.hold(engine, stack, target)) {
            Thread.sleep(fault.heldFor());
            Injection killed = ContainerKill.inject(engine, target, armedAt);
            return new Injection(
                    killed.requested(),
                    killed.confirmed(),
                    "%s, its followers kept behind for %.1f s: %s"
                            .formatted(killed.confirmation(), fault.heldFor().toMillis() / 1000.0, held));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while replication was held back", e);
        }
    }
}

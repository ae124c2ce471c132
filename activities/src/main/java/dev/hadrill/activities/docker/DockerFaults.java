package dev.hadrill.activities.docker;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Fault;
import dev.hadrill.workflows.fault.FaultActivities;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.fault.KillBehindReplication;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinnedStack;

/** Faults through the Docker engine, an adapter a fault. */
public final class DockerFaults implements FaultActivities {
    private final DockerEngines engines;
    private final ReplicationBrake brake;

    public DockerFaults(DockerEngines engines, ReplicationBrake brake) {
        this.engines = engines;
        this.brake = brake;
    }

    @Override
    public Injection inject(PinnedStack stack, Fault fault, Member target, Stamp armedAt) {
        DockerEngine engine = engines.of(stack);
        return switch (fault) {
            case KillContainer kill -> ContainerKill.inject(engine, target, armedAt);
            case KillBehindReplication kill -> KillBehind.inject(engine, stack, kill, target, armedAt, brake);
        };
    }
}

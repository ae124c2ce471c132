package dev.hadrill.activities.docker;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Fault;
import dev.hadrill.workflows.fault.FaultActivities;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinnedStack;

/** Faults through the Docker engine, an adapter a fault. */
public final class DockerFaults implements FaultActivities {
    private final DockerEngines engines;

    public DockerFaults(DockerEngines engines) {
        this.engines = engines;
    }

    @Override
    public Injection inject(PinnedStack stack, Fault fault, Member target, Stamp armedAt) {
        DockerEngine engine = engines.of(stack);
        return switch (fault) {
            case KillContainer kill -> ContainerKill.inject(engine, target, armedAt);
        };
    }
}

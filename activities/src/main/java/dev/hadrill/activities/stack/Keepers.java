package dev.hadrill.activities.stack;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Parallel;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.lease.Keeper;
import dev.hadrill.activities.postgres.PostgresKeeper;
import dev.hadrill.activities.valkey.SentinelKeeper;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.ReplicaSet;
import dev.hadrill.workflows.stack.SentinelCluster;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;

/** Who keeps which kind of component. */
final class Keepers {
    private Keepers() {}

    static Keeper of(DockerEngine engine, PinnedStack stack, String name, Component component) {
        return switch (component) {
            case SentinelCluster cluster ->
                new SentinelKeeper(engine, stack.stack().compose().project(), name, cluster);
            case PostgresPair pair -> new PostgresKeeper(engine, stack, name, pair);
            case ReplicaSet set -> new ReplicaKeeper(engine, stack, name, set);
        };
    }

    /** One that cannot be asked is not redundant, and does not keep the others from being asked. */
    static List<ComponentHealth> health(DockerEngine engine, PinnedStack stack, Project project) {
        return Parallel.map(stack.stack().components().entrySet(), entry -> {
            try {
                return of(engine, stack, entry.getKey(), entry.getValue()).health(project);
            } catch (ApplicationFailure e) {
                return new ComponentHealth(entry.getKey(), false, Map.of(), List.of(e.getOriginalMessage()));
            }
        });
    }
}

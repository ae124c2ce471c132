package dev.hadrill.activities.stack;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.lease.Keeper;
import dev.hadrill.activities.postgres.PostgresKeeper;
import dev.hadrill.activities.valkey.SentinelKeeper;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.ReplicaSet;
import dev.hadrill.workflows.stack.SentinelCluster;

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
}

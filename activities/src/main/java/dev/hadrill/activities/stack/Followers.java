package dev.hadrill.activities.stack;

import dev.hadrill.activities.docker.BrakeStream;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.ReplicationBrake;
import dev.hadrill.activities.postgres.HeldStandby;
import dev.hadrill.activities.valkey.HeldReplica;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.ReplicaSet;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Keeps the other members of a target's component from receiving. */
public final class Followers implements ReplicationBrake {
    private record AllHeld(List<BrakeStream> streams) implements Held {
        @Override
        public void close() {
            streams.forEach(BrakeStream::close);
        }

        @Override
        public String toString() {
            return streams.stream().map(BrakeStream::toString).collect(Collectors.joining(", "));
        }
    }

    @Override
    public Held hold(DockerEngine engine, PinnedStack stack, Member target) {
        Component component =
                Objects.requireNonNull(stack.stack().components().get(target.component()), target.component());
        List<Instance> followers = component.members().stream()
                .filter(service -> !service.equals(target.service()))
                .map(service -> engine.service(stack.stack().compose().project(), service))
                .filter(Instance::running)
                .toList();
        if (followers.isEmpty() || component instanceof ReplicaSet) {
            throw Failures.refuse(
                    Failures.FAULT_NOT_LANDED,
                    "kill_behind_replication %s: nobody follows it; expected a standby or a replica that runs"
                            .formatted(target.containerName()));
        }
        AllHeld held = new AllHeld(new ArrayList<>());
        try {
            followers.forEach(follower -> held.streams().add(hold(engine, component, target, follower)));
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
        return held;
    }

    private static BrakeStream hold(DockerEngine engine, Component component, Member target, Instance follower) {
        return switch (component) {
            case PostgresPair pair -> HeldStandby.hold(engine, pair, follower);
            case SentinelCluster cluster -> HeldReplica.hold(engine, cluster, follower);
            case ReplicaSet none ->
                throw new IllegalStateException(target.containerName() + " has no followers: " + none);
        };
    }
}

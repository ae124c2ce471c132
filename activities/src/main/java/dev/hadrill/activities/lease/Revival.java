package dev.hadrill.activities.lease;

import dev.hadrill.activities.docker.ContainerKill;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Instance.State;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Brings a container back to where its siblings are: running, resumed, on their networks, with their restart policy. */
public record Revival(DockerEngine engine, Healing healing) {
    /** Says what it did; true when it did anything. Not for a database that must not come back as it is. */
    public boolean revive(Instance instance, Collection<Instance> siblings) {
        boolean did = false;
        if (instance.state() == State.PAUSED) {
            engine.unpause(instance.id());
            healing.did("resumed " + instance.name());
            did = true;
        }
        for (String network : missing(instance, siblings)) {
            engine.connect(instance, network);
            healing.did("connected " + instance.name() + " to " + network);
            did = true;
        }
        if (instance.state() == State.DOWN) {
            ContainerKill.undo(engine, instance, healing.restartPolicy(instance, siblings));
            healing.did("started " + instance.name());
            return true;
        }
        return restorePolicy(instance, siblings) || did;
    }

    /** Takes a fence off a container that runs. */
    public boolean restorePolicy(Instance instance, Collection<Instance> siblings) {
        String policy = healing.restartPolicy(instance, siblings);
        if (policy.equals(instance.restartPolicy())) {
            return false;
        }
        engine.restartPolicy(instance.id(), policy);
        healing.did("restart policy of %s is %s again".formatted(instance.name(), policy));
        return true;
    }

    /** The networks that all its siblings are on, and it is not. */
    private static Set<String> missing(Instance instance, Collection<Instance> siblings) {
        Set<String> common = new HashSet<>();
        siblings.stream()
                .filter(sibling -> !sibling.id().equals(instance.id()))
                .map(sibling -> sibling.addresses().keySet())
                .reduce((one, two) -> {
                    Set<String> both = new HashSet<>(one);
                    both.retainAll(two);
                    return both;
                })
                .ifPresent(common::addAll);
        common.removeAll(instance.addresses().keySet());
        return common;
    }
}

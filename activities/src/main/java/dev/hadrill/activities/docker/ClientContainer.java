package dev.hadrill.activities.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.hadrill.workflows.Failures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A container of ours on the stack's network, from a member's own image, in which clients run: they meet the names and
 * partitions that the application meets. It holds no volume and no secret, and ends by itself.
 *
 * @param name fixed, so that there is one at a time
 */
public record ClientContainer(String name, String stack, Instance member, String network) {
    /** A drill waits ten minutes for its fault, a few for its end, and fifteen for the stack to be whole. */
    private static final String LIFE_SEC = "3600";

    private static final String NOBODY = "65534:65534";

    /** For the clients of a store, made from its first member, on a network that all members share. */
    public static ClientContainer of(String stack, String store, List<Instance> members) {
        Set<String> networks = new TreeSet<>(members.getFirst().addresses().keySet());
        members.forEach(member -> networks.retainAll(member.addresses().keySet()));
        Instance first = members.getFirst();
        return new ClientContainer(
                "hadrill-ledger-%s-%s".formatted(stack, store),
                stack,
                first,
                networks.isEmpty()
                        ? first.addresses().keySet().iterator().next()
                        : networks.iterator().next());
    }

    /** The one that runs; empty when none does. */
    public Optional<Instance> find(DockerEngine engine) {
        return engine.find(name).filter(Instance::running);
    }

    /** The one that runs, else a new one. */
    public Instance ensure(DockerEngine engine) {
        return find(engine).orElseGet(() -> anew(engine));
    }

    public Instance anew(DockerEngine engine) {
        remove(engine);
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withExtraHosts(member.extraHosts().toArray(String[]::new))
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true"));
        // On a conflict another attempt was quicker: its container is found below.
        engine.unless(
                ConflictException.class,
                "create " + name,
                () -> engine.client()
                        .createContainerCmd(member.image())
                        .withName(name)
                        .withLabels(Map.of(HelperContainer.LABEL, stack))
                        .withUser(NOBODY)
                        .withEntrypoint("sleep")
                        .withCmd(LIFE_SEC)
                        .withHostConfig(host)
                        .exec());
        Instance made = engine.find(name).orElseThrow(this::vanished);
        engine.start(made.id());
        return find(engine).orElseThrow(this::vanished);
    }

    public void remove(DockerEngine engine) {
        engine.find(name).ifPresent(left -> engine.remove(left.id()));
    }

    private RuntimeException vanished() {
        return Failures.passing(Failures.DOCKER_DOWN, "helper container " + name + " did not start", null);
    }
}

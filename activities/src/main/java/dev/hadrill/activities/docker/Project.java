package dev.hadrill.activities.docker;

import dev.hadrill.workflows.Failures;
import java.util.List;
import java.util.Optional;

/** The containers of one compose project as they were at one look. */
public record Project(String name, List<Instance> instances) {
    public Project {
        instances = List.copyOf(instances);
    }

    /** Empty when there is none, and when there is more than one. */
    public Optional<Instance> find(String service) {
        List<Instance> found = all(service);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Fails with what there is when it is not exactly one. */
    public Instance one(String service) {
        return find(service).orElseThrow(() -> {
            List<Instance> found = all(service);
            return Failures.passing(
                    Failures.DOCKER_DOWN,
                    "compose project %s, service %s: expected exactly one container, found %s; %s"
                            .formatted(
                                    name,
                                    service,
                                    found.isEmpty() ? "none" : found,
                                    found.isEmpty()
                                            ? "bring the stack up with docker compose"
                                            : "remove the superfluous ones with docker rm"),
                    null);
        });
    }

    private List<Instance> all(String service) {
        return instances.stream()
                .filter(instance -> instance.service().equals(service))
                .toList();
    }
}

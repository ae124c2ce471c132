package dev.hadrill.activities.stack;

import dev.hadrill.activities.docker.DockerEndpoint;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.http.Addresses;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.GuardCheck;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.SentinelCluster;
import dev.hadrill.workflows.stack.Target;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The guards of DESIGN 5.1 but the lease: all are evaluated, whatever the others say, unless an address was refused;
 * nothing is touched.
 */
record Guards(DockerEngine engine, PinnedStack stack) {
    GuardReport check(Target target) {
        List<GuardCheck> checks = new ArrayList<>();
        checks.add(production());
        checks.add(guard("docker_endpoint", () -> DockerEndpoint.recheck(stack.dockerHost())));
        checks.add(guard("lb_address", this::addresses));
        if (!checks.get(1).passed() || !checks.get(2).passed()) {
            return new GuardReport(checks, null, Stamp.now()); // the others would have to talk to those addresses
        }
        Project project = engine.project(stack.stack().compose().project());
        checks.add(membership(project));
        List<ComponentHealth> health = Keepers.health(engine, stack, project);
        checks.add(redundancy(health));
        Optional<Member> found = find(target, health, project);
        checks.add(target(target, found, health));
        return new GuardReport(checks, found.orElse(null), Stamp.now());
    }

    private GuardCheck production() {
        boolean production = stack.stack().production();
        return new GuardCheck(
                "production",
                !production,
                production
                        ? "stack %s is marked production: true; production stacks are never drilled"
                                .formatted(stack.stack().name())
                        : "not marked production");
    }

    private String addresses() {
        return stack.probes().stream()
                .filter(pinned -> pinned.address() != null)
                .map(pinned -> "%s at %s"
                        .formatted(
                                pinned.probe().question(),
                                Addresses.pin("probe " + pinned.probe().name(), String.valueOf(pinned.address()))))
                .collect(Collectors.joining(", "));
    }

    /** Every member is exactly one container of the stack's own compose project. */
    private GuardCheck membership(Project project) {
        if (project.instances().isEmpty() && foreign().isEmpty()) {
            return new GuardCheck(
                    "project",
                    false,
                    "compose project %s has no container on the engine at %s; bring the stack up first"
                            .formatted(project.name(), stack.dockerHost()));
        }
        List<String> problems = stack.stack().components().values().stream()
                .flatMap(Guards::services)
                .filter(service -> project.find(service).isEmpty())
                .map(service -> missing(project, service))
                .toList();
        return problems.isEmpty()
                ? new GuardCheck("project", true, "every member belongs to compose project " + project.name())
                : new GuardCheck("project", false, String.join("; ", problems));
    }

    /** Containers that bear the names of this stack's services and belong to another project. */
    private List<Instance> foreign() {
        return stack.stack().components().values().stream()
                .flatMap(Guards::services)
                .flatMap(service -> engine.everywhere(service).stream())
                .toList();
    }

    private String missing(Project project, String service) {
        List<Instance> elsewhere = engine.everywhere(service);
        try {
            project.one(service);
            return "";
        } catch (ApplicationFailure e) {
            return elsewhere.isEmpty()
                    ? e.getOriginalMessage()
                    : "%s; containers of other projects are not touched: %s"
                            .formatted(e.getOriginalMessage(), elsewhere);
        }
    }

    private static Stream<String> services(Component component) {
        return component instanceof SentinelCluster cluster
                ? Stream.concat(cluster.members().stream(), cluster.sentinels().stream())
                : component.members().stream();
    }

    private static GuardCheck redundancy(List<ComponentHealth> health) {
        List<String> problems = health.stream()
                .filter(component -> !component.redundant())
                .map(component -> component.component() + ": " + String.join(", ", component.problems()))
                .toList();
        return problems.isEmpty()
                ? new GuardCheck(
                        GuardReport.REDUNDANCY,
                        true,
                        health.stream()
                                .map(component -> component.component() + " " + component.roles())
                                .collect(Collectors.joining(", ")))
                : new GuardCheck(GuardReport.REDUNDANCY, false, String.join("; ", problems));
    }

    /** The first in the stack file's order that has the role; where a role is one of a kind, the only one. */
    private Optional<Member> find(Target target, List<ComponentHealth> health, Project project) {
        Component component = stack.stack().components().get(target.component());
        List<String> holders = holders(target, health);
        boolean anyWillDo = target.role() == Role.ACTIVE;
        if (component == null || holders.isEmpty() || (holders.size() > 1 && !anyWillDo)) {
            return Optional.empty();
        }
        return component.members().stream()
                .filter(holders::contains)
                .findFirst()
                .flatMap(project::find)
                .map(instance -> instance.as(target.component(), target.role()));
    }

    private static GuardCheck target(Target target, Optional<Member> found, List<ComponentHealth> health) {
        return found.map(member -> new GuardCheck(
                        "target",
                        true,
                        "%s is %s of %s".formatted(member.containerName(), target.role(), target.component())))
                .orElseGet(() -> new GuardCheck(
                        "target",
                        false,
                        "expected exactly one %s of component %s, found %s"
                                .formatted(target.role(), target.component(), roles(target, health))));
    }

    private static List<String> holders(Target target, List<ComponentHealth> health) {
        return health.stream()
                .filter(component -> component.component().equals(target.component()))
                .flatMap(component -> component.roles().entrySet().stream())
                .filter(role -> role.getValue() == target.role())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String roles(Target target, List<ComponentHealth> health) {
        return health.stream()
                .filter(component -> component.component().equals(target.component()))
                .map(component -> component.roles().toString())
                .findFirst()
                .orElse("no such component");
    }

    private static GuardCheck guard(String name, Supplier<String> look) {
        try {
            return new GuardCheck(name, true, look.get());
        } catch (ApplicationFailure e) {
            return new GuardCheck(name, false, e.getOriginalMessage());
        }
    }
}

package dev.hadrill.activities.stack;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.docker.ExecAsking;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.util.List;
import java.util.Map;

/** Members by the role that they have now. */
public record Members(DockerEngines engines) {
    /** The one that has the role; the first where it is a role of many. Blocks for as long as it takes to ask them. */
    public ExecAsking.Place find(PinnedStack stack, Target target) {
        Component component = stack.stack().components().get(target.component());
        if (component == null) {
            throw Failures.refuse(
                    Failures.BAD_REQUEST,
                    "component '%s' does not exist in stack %s; there are: %s"
                            .formatted(
                                    target.component(),
                                    stack.stack().name(),
                                    stack.stack().components().keySet()));
        }
        DockerEngine engine = engines.of(stack);
        Project project = engine.project(stack.stack().compose().project());
        Map<String, Role> roles =
                Keepers.of(engine, stack, target.component(), component).roles(project);
        List<String> holders = component.members().stream()
                .filter(service -> roles.get(service) == target.role())
                .toList();
        boolean anyWillDo = target.role() == Role.ACTIVE;
        if (holders.isEmpty() || (holders.size() > 1 && !anyWillDo)) {
            throw Failures.passing(
                    Failures.DOCKER_DOWN,
                    "expected one %s of component %s, found %s".formatted(target.role(), target.component(), roles),
                    null);
        }
        return new ExecAsking.Place(engine, project.one(holders.getFirst()));
    }
}

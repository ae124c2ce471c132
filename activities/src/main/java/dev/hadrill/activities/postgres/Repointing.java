package dev.hadrill.activities.postgres;

import dev.hadrill.activities.compose.Dependents;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.lease.Healing;
import dev.hadrill.activities.lease.Revival;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Repoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the application is pointed at the primary, and the completion of a repointing that was begun. */
record Repointing(DockerEngine engine, PinnedStack stack, Repoint repoint) {
    List<String> problems(Project project, String primary) {
        Dependents dependents = new Dependents(engine, stack, repoint);
        List<String> problems = new ArrayList<>();
        String points = dependents.envFile().value(repoint.variable());
        if (!points.equals(primary)) {
            problems.add("%s in %s is %s, the primary is %s"
                    .formatted(repoint.variable(), stack.stack().compose().envFile(), points, primary));
        }
        for (String service : repoint.dependents()) {
            Optional<Instance> instance = project.find(service);
            if (instance.filter(Instance::running).isEmpty()) {
                problems.add(service + " is not running");
            } else if (!dependents.pointsAt(instance.get(), primary)) {
                problems.add("%s runs with another %s than %s".formatted(service, repoint.variable(), primary));
            }
        }
        return problems;
    }

    /** Forward only: the env file, then what runs with another database, then what is down. */
    void complete(Project project, String primary, Healing healing) {
        Dependents dependents = new Dependents(engine, stack, repoint);
        String was = dependents.envFile().set(repoint.variable(), primary);
        if (!was.equals(primary)) {
            healing.did("%s in %s: %s -> %s"
                    .formatted(repoint.variable(), stack.stack().compose().envFile(), was, primary));
        }
        for (List<String> services : List.of(repoint.first(), repoint.then())) {
            List<String> elsewhere = services.stream()
                    .filter(service -> project.find(service)
                            .filter(instance -> dependents.pointsAt(instance, primary))
                            .isEmpty())
                    .toList();
            if (!elsewhere.isEmpty()) {
                healing.doing("recreating " + String.join(", ", elsewhere));
                dependents.recreate(primary, elsewhere);
                healing.did(
                        "recreated %s with %s=%s".formatted(String.join(", ", elsewhere), repoint.variable(), primary));
                if (services.equals(repoint.first())
                        && project.find(repoint.loadBalancer())
                                .filter(Instance::running)
                                .isPresent()) {
                    healing.did(
                            PostgresRunbook.reload(engine, project.name(), repoint.loadBalancer(), repoint.reload()));
                }
            }
        }
        Revival revival = new Revival(engine, healing);
        for (String service : repoint.dependents()) {
            project.find(service)
                    .filter(instance -> dependents.pointsAt(instance, primary))
                    .ifPresent(instance -> revival.revive(instance, List.of()));
        }
    }
}

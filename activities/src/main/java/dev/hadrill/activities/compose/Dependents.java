package dev.hadrill.activities.compose;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Parallel;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.ReplicaSet;
import dev.hadrill.workflows.stack.Repoint;
import java.time.Duration;
import java.util.List;

/** The services that are told by the env file which database is the primary. */
public final class Dependents {
    // Two services take 2 s here, and a loaded machine five times that.
    private static final Duration COMPOSE = Duration.ofMinutes(1);
    // Two API processes of a real stack started for 38 s.
    private static final Duration READY = Duration.ofSeconds(90);

    private final DockerEngine engine;
    private final PinnedStack stack;
    private final Repoint repoint;
    private final EnvFile envFile;

    public Dependents(DockerEngine engine, PinnedStack stack, Repoint repoint) {
        this.engine = engine;
        this.stack = stack;
        this.repoint = repoint;
        this.envFile = new EnvFile(stack.composePath(stack.stack().compose().envFile()));
    }

    public EnvFile envFile() {
        return envFile;
    }

    /** Whether the container was made with this database; where it does not hold the variable, with this file. */
    public boolean pointsAt(Instance instance, String primary) {
        String has = instance.env().get(repoint.variable());
        return has == null ? instance.created().isAfter(envFile.modified()) : has.equals(primary);
    }

    /** Recreates those of the services that do not run with this database, and awaits that they answer. */
    public List<String> recreate(String primary, List<String> services) {
        RenamedOrphans.sweep(engine, project());
        Project all = engine.project(project());
        List<String> stale = services.stream()
                .filter(service -> all.find(service)
                        .filter(instance -> instance.running() && pointsAt(instance, primary))
                        .isEmpty())
                .toList();
        if (!stale.isEmpty()) {
            new ComposeCli(stack, System.getenv()).recreate(stale, COMPOSE);
        }
        awaitReady(services);
        return stale;
    }

    /** Awaits a good answer of those that have a ready command; fails naming the ones that gave none. */
    private void awaitReady(List<String> services) {
        List<ReplicaSet> sets = stack.stack().components().values().stream()
                .filter(ReplicaSet.class::isInstance)
                .map(ReplicaSet.class::cast)
                .toList();
        for (ReplicaSet set : sets) {
            List<String> members =
                    services.stream().filter(set.members()::contains).toList();
            List<String> silent = Parallel.map(members, member -> awaitReady(member, set)).stream()
                    .filter(complaint -> !complaint.isEmpty())
                    .toList();
            if (!silent.isEmpty()) {
                throw Failures.passing(
                        Failures.RUNBOOK_STOPPED,
                        "recreated, but not ready within %d s: %s"
                                .formatted(READY.toSeconds(), String.join("; ", silent)),
                        null);
            }
        }
    }

    private String awaitReady(String service, ReplicaSet set) {
        Instance instance = engine.service(project(), service);
        Exec[] last = {new Exec(-1, "", "never asked")};
        boolean ready = Await.until(READY, () -> {
            last[0] = engine.exec(instance, Command.of(set.ready()));
            return last[0].ok();
        });
        return ready ? "" : service + ": " + last[0].complaint();
    }

    private String project() {
        return stack.stack().compose().project();
    }
}

package dev.hadrill.activities.stack;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.LoadBalancer;
import dev.hadrill.activities.docker.Parallel;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.lease.Healing;
import dev.hadrill.activities.lease.Keeper;
import dev.hadrill.activities.lease.Revival;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.ReplicaSet;
import dev.hadrill.workflows.stack.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps replicas behind a load balancer: each runs, is ready, and is in rotation. */
final class ReplicaKeeper implements Keeper {
    // Two processes of a real stack started for 38 s, both at once.
    private static final Duration READY = Duration.ofSeconds(90);
    private static final Duration ROTATION = Duration.ofSeconds(25);
    private static final Duration PROBE = Duration.ofSeconds(6);
    private static final int ASKS_PER_MEMBER = 4;

    private final DockerEngine engine;
    private final PinnedStack stack;
    private final String name;
    private final ReplicaSet set;
    private final LoadBalancer front;

    ReplicaKeeper(DockerEngine engine, PinnedStack stack, String name, ReplicaSet set) {
        this.engine = engine;
        this.stack = stack;
        this.name = name;
        this.set = set;
        this.front = new LoadBalancer(stack.front(), PROBE);
    }

    @Override
    public ComponentHealth health(Project project) {
        Map<String, Role> roles = new HashMap<>();
        Map<String, String> problems = new ConcurrentHashMap<>(); // by who has it
        AtomicReference<Rotation> rotation = new AtomicReference<>(new Rotation(List.of(), ""));
        Parallel.run(
                () -> Parallel.map(set.members(), service -> unready(project, service))
                        .forEach(unready -> unready.ifPresent(why -> problems.put(why.service(), why.toString()))),
                () -> rotation.set(rotation(project)));
        for (String service : set.members()) {
            boolean running = project.find(service).filter(Instance::running).isPresent();
            roles.put(service, !running ? Role.DOWN : problems.containsKey(service) ? Role.UNKNOWN : Role.ACTIVE);
            if (rotation.get().missing().contains(service) && !problems.containsKey(service)) {
                problems.put(
                        service,
                        "%s: not in the rotation of %s%s"
                                .formatted(service, front.url(), rotation.get().complaint()));
            }
        }
        if (project.find(set.loadBalancer()).filter(Instance::running).isEmpty()) {
            problems.put(set.loadBalancer(), "load balancer %s is not running".formatted(set.loadBalancer()));
        }
        return new ComponentHealth(
                name,
                problems.isEmpty(),
                roles,
                new TreeMap<>(problems).values().stream().toList());
    }

    @Override
    public void heal(Healing healing) {
        String projectName = stack.stack().compose().project();
        Project project = engine.project(projectName);
        Revival revival = new Revival(engine, healing);
        List<Instance> replicas = instances(project, set.members().stream());
        boolean changed = false;
        for (Instance instance :
                instances(project, Stream.concat(Stream.of(set.loadBalancer()), set.members().stream()))) {
            changed |= revival.revive(instance, replicas);
        }
        healing.doing("waiting for %s to be ready".formatted(String.join(", ", set.members())));
        Project revived = engine.project(projectName);
        List<Unready> silent = Parallel.map(set.members(), service -> awaitReady(revived, service)).stream()
                .flatMap(Optional::stream)
                .toList();
        if (!silent.isEmpty()) {
            healing.ask("not ready within %d s: %s; see docker logs"
                    .formatted(
                            READY.toSeconds(),
                            silent.stream().map(Unready::toString).collect(Collectors.joining("; "))));
            return;
        }
        if (!changed && notInRotation(revived).isEmpty()) {
            return;
        }
        Exec reloaded = engine.exec(revived.one(set.loadBalancer()), Command.of(set.reload()));
        healing.did("%s: %s%s"
                .formatted(
                        set.loadBalancer(),
                        String.join(" ", set.reload()),
                        reloaded.ok() ? "" : " failed: " + reloaded.complaint()));
        if (Await.until(ROTATION, () -> notInRotation(revived).isEmpty())) {
            healing.did(String.join(", ", set.members()) + " are in rotation");
        } else {
            healing.ask(
                    "%s answers, but not all of %s are in its rotation: %s are missing; look at the load balancer's configuration"
                            .formatted(front.url(), set.members(), notInRotation(revived)));
        }
    }

    private record Unready(String service, String why) {
        @Override
        public String toString() {
            return service + ": " + why;
        }
    }

    private Optional<Unready> unready(Project project, String service) {
        Optional<Instance> instance = project.find(service);
        if (instance.isEmpty() || !instance.get().running()) {
            return Optional.of(
                    new Unready(service, instance.map(Instance::toString).orElse("no container")));
        }
        Exec answer = engine.exec(instance.get(), Command.of(set.ready()));
        return answer.ok() ? Optional.empty() : Optional.of(new Unready(service, "not ready: " + answer.complaint()));
    }

    private Optional<Unready> awaitReady(Project project, String service) {
        long end = System.nanoTime() + READY.toNanos();
        Optional<Unready> last = unready(project, service);
        while (last.isPresent() && System.nanoTime() < end) {
            Await.pause();
            last = unready(project, service);
        }
        return last;
    }

    /**
     * Who did not answer with a good status through the load balancer within a few rounds.
     *
     * @param lastBad the last answer that was not good, empty when all were
     */
    private record Rotation(List<String> missing, String lastBad) {
        String complaint() {
            return lastBad.isEmpty() ? "" : ", which answers " + lastBad;
        }
    }

    private List<String> notInRotation(Project project) {
        return rotation(project).missing();
    }

    private Rotation rotation(Project project) {
        String lastBad = "";
        TreeSet<String> missing = new TreeSet<>(set.members());
        for (int asked = 0; asked < ASKS_PER_MEMBER * set.members().size() && !missing.isEmpty(); asked++) {
            LoadBalancer.Answer answer = front.ask(set.upstreamHeader());
            if (!answer.good()) {
                lastBad = answer.detail();
                continue;
            }
            // Several addresses are the tries of one request; the last one answered.
            String last = answer.upstream()
                    .substring(answer.upstream().lastIndexOf(',') + 1)
                    .strip();
            String host = last.contains(":") ? last.substring(0, last.lastIndexOf(':')) : last;
            missing.removeIf(service -> project.find(service)
                    .filter(instance -> instance.answersTo(host))
                    .isPresent());
        }
        return new Rotation(List.copyOf(missing), lastBad);
    }

    private static List<Instance> instances(Project project, Stream<String> services) {
        return services.flatMap(service -> project.find(service).stream()).toList();
    }
}

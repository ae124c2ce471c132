package dev.hadrill.activities.valkey;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Parallel;
import dev.hadrill.activities.docker.Project;
import dev.hadrill.activities.lease.Healing;
import dev.hadrill.activities.lease.Keeper;
import dev.hadrill.activities.lease.Revival;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Keeps a Valkey with its Sentinels: one master, connected replicas, Sentinels that agree. */
public final class SentinelKeeper implements Keeper {
    // Sentinel converts a returned master after ~10 s, asks for replicas every 10 s and hears of its peers every 2 s.
    private static final Duration STUCK = Duration.ofSeconds(15);

    private static final Duration SETTLED = Duration.ofMillis(1500);

    private final DockerEngine engine;
    private final String projectName;
    private final String name;
    private final SentinelCluster cluster;

    public SentinelKeeper(DockerEngine engine, String projectName, String name, SentinelCluster cluster) {
        this.engine = engine;
        this.projectName = projectName;
        this.name = name;
        this.cluster = cluster;
    }

    @Override
    public ComponentHealth health(Project project) {
        SentinelPlan plan = look(project);
        List<String> problems = plan.problems();
        return new ComponentHealth(name, problems.isEmpty(), roles(plan.members()), problems);
    }

    @Override
    public Map<String, Role> roles(Project project) {
        return roles(servers(project, serviceOf(project)));
    }

    private static Map<String, Role> roles(List<ValkeyNode> members) {
        Map<String, Role> roles = new HashMap<>();
        members.forEach(member -> roles.put(member.service(), role(member)));
        return roles;
    }

    @Override
    public void heal(Healing healing) {
        long end = System.nanoTime() + Healing.PATIENCE.toNanos();
        String waitingFor = null;
        long waitingSince = 0;
        long wholeFrom =
                System.nanoTime(); // not before: a Sentinel notices a second later that it cannot reach what it was
        // told of
        while (true) {
            Project project = engine.project(projectName);
            SentinelPlan plan = look(project);
            boolean stuck = waitingFor != null && System.nanoTime() - waitingSince > STUCK.toNanos();
            SentinelStep step = plan.next(stuck);
            if (step instanceof SentinelStep.Whole && System.nanoTime() - wholeFrom < 0) {
                Await.pause();
                continue;
            }
            if (step instanceof SentinelStep.Whole) {
                all(project).forEach(instance -> new Revival(engine, healing).revive(instance, all(project)));
                return;
            }
            if (System.nanoTime() >= end) {
                healing.ask("%s did not become whole: %s".formatted(name, String.join("; ", plan.problems())));
                return;
            }
            if (step instanceof SentinelStep.Wait wait) {
                if (!wait.why().equals(waitingFor)) {
                    waitingFor = wait.why();
                    waitingSince = System.nanoTime();
                }
                healing.doing("waiting " + wait.why());
                Await.pause();
            } else {
                waitingFor = null;
                take(step, project, healing);
                wholeFrom = System.nanoTime() + SETTLED.toNanos();
            }
        }
    }

    private void take(SentinelStep step, Project project, Healing healing) {
        switch (step) {
            case SentinelStep.Revive revive -> {
                Revival revival = new Revival(engine, healing);
                revive.services().forEach(service -> revival.revive(project.one(service), all(project)));
            }
            case SentinelStep.Follow follow -> {
                String host = addressOf(follow.master(), project);
                say(
                        healing,
                        "%s made a replica of %s".formatted(follow.service(), follow.master()),
                        member(project, follow.service()).follow(host));
            }
            case SentinelStep.Elect elect ->
                say(
                        healing,
                        "%s made master: %s".formatted(elect.service(), elect.why()),
                        member(project, elect.service()).lead());
            case SentinelStep.Reset reset -> {
                say(
                        healing,
                        "reset %s, because %s".formatted(reset.sentinel(), reset.why()),
                        member(project, reset.sentinel()).reset());
                awaitAgain(reset.sentinel(), project);
            }
            case SentinelStep.Tell tell ->
                say(
                        healing,
                        "told %s that %s is the master".formatted(tell.sentinel(), tell.master()),
                        member(project, tell.sentinel())
                                .tell(addressOf(tell.master(), project), settings(tell.sentinel(), project)));
            case SentinelStep.Wait none -> throw new IllegalStateException("handled by the caller: " + none);
            case SentinelStep.Whole none -> throw new IllegalStateException("nothing to do: " + none);
        }
    }

    /** One by one: a second Sentinel is reset only when the first knows its peers and the replicas again. */
    private void awaitAgain(String sentinel, Project project) {
        Await.until(STUCK, () -> {
            SentinelNode node = member(project, sentinel).lookAsSentinel(serviceOf(project));
            return node.others() == cluster.sentinels().size() - 1
                    && node.replicas().size() >= cluster.members().size() - 1;
        });
    }

    private static void say(Healing healing, String what, Exec answer) {
        healing.did(answer.ok() ? what : "%s: failed: %s".formatted(what, answer.complaint()));
    }

    private SentinelPlan look(Project project) {
        UnaryOperator<String> serviceOf = serviceOf(project);
        List<ValkeyNode> members = new ArrayList<>();
        List<SentinelNode> sentinels = new ArrayList<>();
        Parallel.run(
                () -> members.addAll(servers(project, serviceOf)),
                () -> sentinels.addAll(Parallel.map(
                        cluster.sentinels(),
                        service -> project.find(service)
                                .map(instance -> new ValkeyMember(engine, cluster, instance).lookAsSentinel(serviceOf))
                                .orElseGet(() -> SentinelNode.down(service)))));
        return new SentinelPlan(members, sentinels);
    }

    private List<ValkeyNode> servers(Project project, UnaryOperator<String> serviceOf) {
        return Parallel.map(
                cluster.members(),
                service -> project.find(service)
                        .map(instance -> new ValkeyMember(engine, cluster, instance).lookAsServer(serviceOf))
                        .orElseGet(() -> ValkeyNode.down(service)));
    }

    /** The address by which the Sentinels know a member, so that they see one replica and not two. */
    private String addressOf(String service, Project project) {
        Instance instance = project.one(service);
        Optional<String> known = cluster.sentinels().stream()
                .map(sentinel -> member(project, sentinel).masterHost())
                .filter(instance::answersTo)
                .findFirst();
        return known.orElseGet(() -> instance.addresses().values().stream()
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElse(service));
    }

    /** Those of another Sentinel: what is told anew may itself have been told without any. Its own where no other answers. */
    private Map<String, String> settings(String sentinel, Project project) {
        return Stream.concat(
                        cluster.sentinels().stream().filter(service -> !service.equals(sentinel)), Stream.of(sentinel))
                .map(service -> member(project, service).monitored())
                .filter(known -> !known.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    private static UnaryOperator<String> serviceOf(Project project) {
        return host -> project.instances().stream()
                .filter(instance -> instance.answersTo(host))
                .map(Instance::service)
                .findFirst()
                .orElse(host);
    }

    private ValkeyMember member(Project project, String service) {
        return new ValkeyMember(engine, cluster, project.one(service));
    }

    private List<Instance> all(Project project) {
        return Stream.concat(cluster.members().stream(), cluster.sentinels().stream())
                .flatMap(service -> project.find(service).stream())
                .toList();
    }

    private static Role role(ValkeyNode member) {
        if (!member.up()) {
            return Role.DOWN;
        }
        return switch (member.role()) {
            case MASTER -> Role.MASTER;
            case REPLICA -> Role.REPLICA;
            case null -> Role.UNKNOWN;
        };
    }
}

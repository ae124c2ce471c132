package dev.hadrill.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.compose.Dependents;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.docker.DockerFaults;
import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.HelperContainer;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.files.StackFiles;
import dev.hadrill.activities.postgres.PostgresRunbook;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.fault.Fault;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.fault.Undo;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.lease.HealRequest;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinRequest;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The running lab as the activities see it; every call says how long it took. */
final class Lab implements AutoCloseable {
    private final DockerEngines engines = new DockerEngines();
    private final DockerStack stacks = new DockerStack(
            new StackFiles(Path.of(System.getProperty("hadrill.stacks", "../stacks"))), engines, Map.of());
    final MemorySegments segments = new MemorySegments();
    private final StackRestorer restorer = new StackRestorer(
            engines, segments, new DrillConclusion(drill -> new EvidenceRef("", Map.of()), new NoHistory()));
    private final DockerFaults faults = new DockerFaults(engines, new Followers());
    final PostgresRunbook runbook = new PostgresRunbook(engines);
    final PinnedStack stack = stacks.pin(new PinRequest("freesdn", null, null));

    /** What the runbook did here. */
    final List<StepDone> steps = new ArrayList<>();

    DockerEngine engine() {
        return engines.of(stack);
    }

    Instance instance(String service) {
        return engine().service(stack.stack().compose().project(), service);
    }

    GuardReport guard(String component, Role role) {
        return timed("guard", () -> stacks.guard(stack, new Target(component, role)));
    }

    Member target(String component, Role role) {
        return guard(component, role).orRefuse();
    }

    Injection kill(Member target) {
        return inject(new KillContainer(), target);
    }

    Injection inject(Fault fault, Member target) {
        return timed("kill " + target.service(), () -> faults.inject(stack, fault, target, Stamp.now()));
    }

    Promotion promote() {
        return timed("whole runbook", () -> {
            Promotion promotion = timed("preflight", () -> runbook.preflight(stack));
            var repoint = stack.stack().postgres().getValue().repoint();
            timed("fence", () -> did(runbook.fence(stack, promotion)));
            timed("promote", () -> did(runbook.promote(stack, promotion)));
            timed("repoint", () -> did(runbook.repoint(stack, promotion)));
            timed("recreate first", () -> did(runbook.recreate(stack, promotion, repoint.first())));
            timed("refresh", () -> did(runbook.refreshLoadBalancer(stack, promotion)));
            timed("verify", () -> did(runbook.verify(stack, promotion)));
            timed("recreate then", () -> did(runbook.recreate(stack, promotion, repoint.then())));
            return promotion;
        });
    }

    private StepDone did(StepDone step) {
        steps.add(step);
        return step;
    }

    Restoration heal(@Nullable Promotion intent, Member... killed) {
        return heal("undo", intent, killed);
    }

    Restoration heal(String drillId, @Nullable Promotion intent, Member... killed) {
        List<Undo> undos = List.of(killed).stream()
                .map(member -> new Undo(drillId, new KillContainer(), member))
                .toList();
        Restoration restoration =
                timed("heal", () -> restorer.heal(new HealRequest(stack, undos, intent), progress -> {}));
        restoration.done().forEach(done -> say("  did: " + done));
        restoration.todo().forEach(todo -> say("  todo: " + todo));
        return restoration;
    }

    Exec psql(String service, String sql) {
        return engine().exec(
                        instance(service),
                        Command.of(List.of("psql", "-XAtq", "-U", "freesdn", "-d", "freesdn", "-c", sql))
                                .as("postgres"));
    }

    Exec valkey(String service, String... words) {
        Instance instance = instance(service);
        List<String> argv =
                Stream.concat(Stream.of("valkey-cli"), Stream.of(words)).toList();
        return engine().exec(
                        instance,
                        Command.of(argv)
                                .with(Map.of("REDISCLI_AUTH", instance.env().getOrDefault("REDIS_PASSWORD", ""))));
    }

    /** Runs a script of the test's own on a dead member's volume. */
    void inVolume(String service, String script) {
        Instance member = instance(service);
        Map<String, String> env = Map.of("PGDATA", member.env().getOrDefault("PGDATA", ""));
        Exec done = new HelperContainer("hadrill-test", "freesdn", member, "none", env, "postgres", script)
                .run(engine(), Duration.ofSeconds(20));
        assertThat(done.ok()).as(done.complaint()).isTrue();
    }

    void pause(String service) {
        engine().pause(instance(service).id());
    }

    void point(String database, List<String> services) {
        var repoint = stack.stack().postgres().getValue().repoint();
        Dependents dependents = new Dependents(engine(), stack, repoint);
        dependents.envFile().set(repoint.variable(), database);
        dependents.recreate(database, services);
    }

    /** One attempt, as Temporal would retry it. */
    boolean points(String database, List<String> services) {
        try {
            point(database, services);
            return true;
        } catch (ApplicationFailure e) {
            say("an attempt failed: " + e.getOriginalMessage());
            return false;
        }
    }

    void assertWhole(Restoration restoration) {
        assertThat(restoration.todo()).isEmpty();
        assertThat(restoration.whole()).isTrue();
        assertThat(guard("redis", Role.MASTER).checks())
                .allSatisfy(check -> assertThat(check.passed()).as("%s", check).isTrue());
    }

    <T> T timed(String what, Supplier<T> work) {
        long began = System.nanoTime();
        T result = work.get();
        say("%s: %.2f s".formatted(what, (System.nanoTime() - began) / 1e9));
        return result;
    }

    static void say(String line) {
        System.out.printf(Locale.ROOT, "LAB %s%n", line);
    }

    @Override
    public void close() {
        engines.close();
    }

    private record NoHistory() implements HistoryActivities {
        @Override
        public void ready() {}

        @Override
        public void persist(DrillState drill) {}
    }
}

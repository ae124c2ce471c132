package dev.hadrill.activities.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.VolumesFrom;
import dev.hadrill.workflows.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A container of ours that works on a stopped member's volumes, made from the member's own image.
 *
 * @param name fixed, so that there is one at a time, and a worker that takes over finds the one that runs
 * @param network {@code none} for work on the volumes alone
 */
public record HelperContainer(
        String name,
        String stack,
        Instance member,
        String network,
        Map<String, String> env,
        String user,
        String script) {
    static final String LABEL = "dev.hadrill.helper";

    /** Whether an earlier attempt's runs still. */
    public boolean runs(DockerEngine engine) {
        return engine.find(name).filter(Instance::running).isPresent();
    }

    /**
     * Runs it to its end, and removes it. One that runs already under this name is waited for instead: an earlier
     * attempt started it. One that has not ended in time goes on, for the next attempt to find; that is a failure now.
     */
    public Exec run(DockerEngine engine, Duration patience) {
        engine.find(name).filter(left -> !left.running()).ifPresent(left -> engine.remove(left.id()));
        Instance helper = engine.find(name).orElseGet(() -> create(engine));
        engine.start(helper.id());
        if (!Await.until(
                patience,
                () -> engine.find(helper.id()).filter(Instance::running).isEmpty())) {
            throw Failures.passing(
                    Failures.DOCKER_DOWN,
                    "helper container %s still works on the volumes of %s after %d s; it is looked for again"
                            .formatted(name, member.name(), patience.toSeconds()),
                    null);
        }
        Exec answer = answer(engine, helper.id());
        engine.remove(helper.id());
        return answer;
    }

    private Instance create(DockerEngine engine) {
        HostConfig host = HostConfig.newHostConfig()
                .withVolumesFrom(new VolumesFrom(member.id()))
                .withNetworkMode(network)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true"));
        if (!"none".equals(network)) {
            host.withExtraHosts(member.extraHosts().toArray(String[]::new));
        }
        // On a conflict another attempt was quicker: its container is found below.
        engine.unless(
                ConflictException.class,
                "create " + name,
                () -> engine.client()
                        .createContainerCmd(member.image())
                        .withName(name)
                        .withLabels(Map.of(LABEL, stack))
                        .withUser(user)
                        .withEnv(DockerEngine.assignments(env))
                        .withEntrypoint("sh", "-c", script)
                        .withCmd(List.of("hadrill"))
                        .withHostConfig(host)
                        .exec());
        return engine.find(name)
                .orElseThrow(() -> Failures.passing(
                        Failures.DOCKER_DOWN, "helper container " + name + " vanished after its creation", null));
    }

    private static Exec answer(DockerEngine engine, String id) {
        return engine.ask("logs " + id, () -> {
            Output output = new Output();
            engine.client()
                    .logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(output);
            DockerEngine.completes(output, Duration.ofSeconds(10));
            Long code =
                    engine.client().inspectContainerCmd(id).exec().getState().getExitCodeLong();
            return new Exec(code == null ? -1 : code.intValue(), output.stdout(), output.stderr());
        });
    }
}

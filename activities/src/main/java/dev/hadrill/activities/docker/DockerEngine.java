package dev.hadrill.activities.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.hadrill.workflows.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One Docker engine. Everything blocks; a failure to reach it is {@code DockerDown} and may be tried again, an answer
 * that is not as expected is said as such.
 */
public final class DockerEngine implements AutoCloseable {
    private final String endpoint;
    private final DockerClient client;
    private final DockerClient streams;

    DockerEngine(String endpoint) {
        this.endpoint = endpoint;
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(endpoint)
                .withDockerTlsVerify(false)
                .build();
        this.client = client(config, Duration.ofMinutes(1)); // the longest command may be silent for 30 s
        this.streams = client(config, Duration.ZERO);
    }

    private DockerClient client(DockerClientConfig config, Duration silence) {
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(URI.create(endpoint))
                        .maxConnections(200)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .responseTimeout(silence)
                        .build());
    }

    /** The engine's own version, for the evidence. */
    public String version() {
        return ask("version", () -> String.valueOf(client.versionCmd().exec().getVersion()));
    }

    /** Every container of a compose project, stopped ones too, one-off ones not. */
    public Project project(String name) {
        return new Project(name, labelled(Map.of(Inspection.PROJECT, name)));
    }

    /** The one container of a service; fails with what there is when it is not exactly one. */
    public Instance service(String project, String service) {
        return new Project(project, labelled(Map.of(Inspection.PROJECT, project, Inspection.SERVICE, service)))
                .one(service);
    }

    /** The containers of a service of this name in whatever project. */
    public List<Instance> everywhere(String service) {
        return labelled(Map.of(Inspection.SERVICE, service));
    }

    private List<Instance> labelled(Map<String, String> labels) {
        List<Container> listed = ask(
                "ps",
                () -> client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(labels)
                        .exec());
        List<String> ids = listed.stream()
                .filter(container ->
                        !"True".equalsIgnoreCase(container.getLabels().get(Inspection.ONE_OFF)))
                .map(Container::getId)
                .toList();
        return Parallel.map(ids, this::find).stream().flatMap(Optional::stream).toList();
    }

    /** A container by id or name; empty when there is none. */
    public Optional<Instance> find(String id) {
        return ask("inspect " + id, () -> {
            try {
                return Optional.of(
                        Inspection.read(client.inspectContainerCmd(id).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** Runs a command inside a container; one that is not running, or is paused, is an answer with a negative code. */
    public Exec exec(Instance instance, Command command) {
        return ask("exec in " + instance.name(), () -> {
            var create = client.execCreateCmd(instance.id())
                    .withCmd(command.argv().toArray(String[]::new))
                    .withEnv(assignments(command.env()))
                    .withAttachStdout(true)
                    .withAttachStderr(true);
            if (command.user() != null) {
                create.withUser(command.user());
            }
            Output output = new Output();
            String id;
            try {
                id = create.exec().getId();
                client.execStartCmd(id).exec(output);
            } catch (ConflictException | NotFoundException e) {
                return new Exec(-1, "", instance.name() + " cannot be asked: " + firstLine(e));
            }
            if (!completes(output, command.timeout())) {
                return new Exec(
                        -1,
                        output.stdout(),
                        "no end within %d s".formatted(command.timeout().toSeconds()));
            }
            Long code = Await.until(
                            Duration.ofSeconds(2),
                            () -> Optional.ofNullable(
                                    client.inspectExecCmd(id).exec().getExitCodeLong()))
                    .orElse(-1L);
            return new Exec(code.intValue(), output.stdout(), output.stderr());
        });
    }

    /** SIGKILL; nothing happens to a container that does not run. */
    public void kill(String id) {
        unless(
                ConflictException.class,
                "kill " + id,
                () -> client.killContainerCmd(id).exec());
    }

    /** Nothing happens to a container that runs. */
    public void start(String id) {
        unless(
                NotModifiedException.class,
                "start " + id,
                () -> client.startContainerCmd(id).exec());
    }

    /** Nothing happens to a container that is paused, or does not run. */
    public void pause(String id) {
        unless(
                ConflictException.class,
                "pause " + id,
                () -> client.pauseContainerCmd(id).exec());
    }

    /** Nothing happens to a container that is not paused. */
    public void unpause(String id) {
        unless(
                ConflictException.class,
                "unpause " + id,
                () -> client.unpauseContainerCmd(id).exec());
    }

    public void restartPolicy(String id, String policy) {
        ask(
                "update --restart=" + policy + " " + id,
                () -> client.updateContainerCmd(id)
                        .withRestartPolicy(RestartPolicy.parse(policy))
                        .exec());
    }

    public void rename(String id, String name) {
        unless(
                ConflictException.class,
                "rename " + id,
                () -> client.renameContainerCmd(id).withName(name).exec());
    }

    /** Nothing happens to a container that is gone; one that somebody else is removing is awaited. */
    public void remove(String id) {
        unless(ConflictException.class, "rm " + id, () -> {
            try {
                return client.removeContainerCmd(id).withForce(true).exec();
            } catch (NotFoundException e) {
                return null;
            }
        });
        Await.until(Duration.ofSeconds(10), () -> find(id).isEmpty());
    }

    /** Joins a network under the service's name: without an alias the container would have an address but no name. */
    public void connect(Instance instance, String network) {
        ask(
                "network connect " + network + " " + instance.name(),
                () -> client.connectToNetworkCmd()
                        .withNetworkId(network)
                        .withContainerId(instance.id())
                        .withContainerNetwork(new ContainerNetwork().withAliases(instance.service()))
                        .exec());
    }

    @Override
    public void close() {
        try {
            client.close();
            streams.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DockerClient client() {
        return client;
    }

    /** For what is open as long as it is wanted, silent or not. */
    DockerClient streams() {
        return streams;
    }

    static List<String> assignments(Map<String, String> env) {
        return env.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    static boolean completes(ResultCallback.Adapter<?> output, Duration patience) {
        try {
            return output.awaitCompletion(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command ran: the worker is being stopped", e);
        }
    }

    /** For calls whose refusal says that there was nothing to do. */
    void unless(Class<? extends DockerException> expected, String what, Supplier<? extends @Nullable Object> call) {
        ask(what, () -> {
            try {
                return call.get();
            } catch (DockerException e) {
                if (expected.isInstance(e)) {
                    return null;
                }
                throw e;
            }
        });
    }

    /** Tells an engine that cannot be reached from one that refused. */
    <T extends @Nullable Object> T ask(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (ApplicationFailure e) {
            throw e;
        } catch (DockerException e) {
            throw Failures.passing(
                    Failures.DOCKER_DOWN,
                    "docker %s: the engine at %s answered %d: %s"
                            .formatted(what, endpoint, e.getHttpStatus(), firstLine(e)),
                    e);
        } catch (RuntimeException e) {
            throw Failures.passing(
                    Failures.DOCKER_DOWN,
                    "docker %s: no engine answers at %s (%s); start it, it is asked again"
                            .formatted(what, endpoint, firstLine(e)),
                    e);
        }
    }

    private static String firstLine(Throwable failure) {
        String message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return message.strip().lines().reduce((first, second) -> first).orElse("");
    }
}

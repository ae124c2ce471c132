package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Starts and stops the platform of one data directory; one start or stop at a time, whoever asks. */
public final class LocalPlatform {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(50); // two rounds of 15 s grace + 5 s, see Supervisor

    private static final String BUILD = "build";

    private final Settings settings;
    private final String workerMain;
    private final Consumer<String> say;
    private final boolean ownTemporal;
    private final boolean ownHistory;

    public LocalPlatform(Settings settings, Consumer<String> say) {
        this(settings, Workers.MAIN, say);
    }

    LocalPlatform(Settings settings, String workerMain, Consumer<String> say) {
        this.settings = settings;
        this.workerMain = workerMain;
        this.say = say;
        this.ownTemporal = settings.externalTemporal().isEmpty();
        this.ownHistory = settings.externalHistory().isEmpty();
    }

    /** Returns when every part of this build works; answers whether it was up before. What a failed start began is stopped. */
    public boolean up() throws IOException {
        Files.createDirectories(settings.logs());
        try (FileChannel channel = lockFile()) {
            channel.lock();
            Optional<Platform> running = Platform.current(settings.data());
            if (running.isPresent()) {
                Incarnation supervisor = running.get().supervisor();
                if (!isOfThisBuild(running.get())) {
                    say.accept("the platform runs another build: restarting it; what its workflows do goes on");
                    stop(supervisor);
                } else if (becomesReady(supervisor)) {
                    return true;
                }
            }
            endLeftovers();
            Preflight.check(settings, ownTemporal, ownHistory);
            try (Readiness readiness = readiness()) {
                readiness.requireOthers(ANSWER_LIMIT);
            }
            rotateLogs();
            Jars jars = Jars.copied(System.getProperty("java.class.path"), settings.data());
            start(plan(jars), jars);
            if (ownTemporal) {
                WorkerArchive.makeWhereMissing(settings, jars, workerMain, say);
            }
            return false;
        }
    }

    /** A supervisor that dies meanwhile leaves a platform to start, as one that died before; a part that fails is said. */
    private boolean becomesReady(Incarnation supervisor) {
        try {
            awaitReady(supervisor);
            return true;
        } catch (CommandFailed e) {
            if (supervisor.isAlive()) {
                throw e;
            }
            return false;
        }
    }

    /** Workers of another build than the commands may not know what these ask for. */
    private static boolean isOfThisBuild(Platform running) throws IOException {
        return Jars.stamp(System.getProperty("java.class.path"))
                .equals(running.addresses().versions().get(BUILD));
    }

    /** Stops every part, the workers first, and names them. Data stays. */
    public List<String> down() throws IOException {
        if (Platform.recorded(settings.data()).isEmpty()) {
            return List.of();
        }
        try (FileChannel channel = lockFile()) {
            channel.lock();
            Optional<Platform> platform = Platform.recorded(settings.data());
            platform.map(Platform::supervisor).ifPresent(this::stop);
            return platform.stream()
                    .flatMap(it -> it.parts().stream().map(Part::name))
                    .sorted(Comparator.comparing(name -> !name.startsWith("worker")))
                    .toList();
        }
    }

    private void start(Plan plan, Jars jars) throws IOException {
        Process process = launch(jars);
        Incarnation supervisor = Incarnation.of(process.pid())
                .orElseThrow(() -> new CommandFailed("the supervisor ended at once; see " + log("supervisor")));
        Thread stopWhenInterrupted = new Thread(() -> stop(supervisor));
        Runtime.getRuntime().addShutdownHook(stopWhenInterrupted);
        try {
            tell(process, plan);
            awaitReady(supervisor);
        } catch (RuntimeException | IOException e) {
            stop(supervisor);
            throw e;
        }
        Runtime.getRuntime().removeShutdownHook(stopWhenInterrupted);
    }

    private void awaitReady(Incarnation supervisor) {
        try (Readiness readiness = readiness()) {
            readiness.await(supervisor, START_LIMIT);
        }
    }

    private Readiness readiness() {
        return new Readiness(settings, Connection.of(settings), ownTemporal, ownHistory);
    }

    /** One after the other: a program that is written while another thread forks can be "text file busy" when it is run. */
    private Plan plan(Jars jars) throws IOException {
        Optional<TemporalBinary> temporal =
                ownTemporal ? Optional.of(TemporalBinary.find(settings, say)) : Optional.empty();
        Optional<HistoryPostgres> postgres = history();
        Connection connection = Connection.of(settings);
        List<ChildSpec> children = new ArrayList<>();
        Map<String, String> versions = new TreeMap<>();
        if (temporal.isPresent()) {
            children.add(LocalTemporal.child(settings, temporal.get(), connection.namespace()));
            versions.put("temporal", temporal.get().version());
        }
        postgres.ifPresent(p -> children.add(p.child()));
        children.addAll(Workers.children(settings, connection, jars, workerMain));
        versions.put("java", Runtime.version().toString());
        versions.put(BUILD, jars.folder().getFileName().toString());
        return new Plan(settings.data(), addresses(connection, versions), children);
    }

    private Optional<HistoryPostgres> history() throws IOException {
        if (!ownHistory) {
            return Optional.empty();
        }
        HistoryPostgres postgres = new HistoryPostgres(settings);
        postgres.prepare(say);
        return Optional.of(postgres);
    }

    private Addresses addresses(Connection connection, Map<String, String> versions) {
        return new Addresses(
                connection.temporalAddress(),
                connection.namespace(),
                ownTemporal ? "http://127.0.0.1:" + settings.uiPort() : null,
                connection.historyUrl(),
                connection.historyUser(),
                versions);
    }

    /** A session of its own: neither the terminal's end nor Ctrl-C reaches it. It does nothing without a plan. */
    private Process launch(Jars jars) throws IOException {
        List<String> java = JavaCommand.of(Supervisor.class.getName(), jars.classPath(), List.of("-Xmx48m"));
        return new ProcessBuilder(Bound.prefixed(List.of("setsid"), java))
                .directory(settings.data().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log("supervisor").toFile()))
                .start();
    }

    private void tell(Process supervisor, Plan plan) throws IOException {
        try (OutputStream stdin = supervisor.getOutputStream()) {
            stdin.write(Json.write(plan).getBytes(StandardCharsets.UTF_8));
        }
        Waiting.until(
                Duration.ofSeconds(20), () -> Platform.current(settings.data()).isPresent() || !supervisor.isAlive());
    }

    private void stop(Incarnation supervisor) {
        supervisor.end(STOP_LIMIT);
        endLeftovers();
    }

    /** Ends what a dead supervisor left, known by pid, start time and boot, never by name. */
    private void endLeftovers() {
        Platform.recorded(settings.data()).ifPresent(platform -> {
            platform.parts().stream()
                    .flatMap(part -> Optional.ofNullable(part.process()).stream())
                    .filter(Incarnation::isAlive)
                    .forEach(orphan -> {
                        orphan.end(Duration.ofSeconds(10));
                        say.accept("ended pid " + orphan.pid() + ", left by a platform whose supervisor died");
                    });
            Platform.forget(settings.data());
        });
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(
                settings.data().resolve("platform.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void rotateLogs() throws IOException {
        for (String name : List.of("supervisor", "temporal", "history", "worker-1", "worker-2")) {
            if (Files.exists(log(name))) {
                Files.move(log(name), settings.logs().resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path log(String name) {
        return settings.logs().resolve(name + ".log");
    }
}

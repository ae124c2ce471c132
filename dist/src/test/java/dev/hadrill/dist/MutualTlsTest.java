package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.starter.Main;
import dev.hadrill.worker.WorkerMain;
import dev.hadrill.workflows.Json;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worker and commands, each a process with the standard variables, before a Temporal that asks for certificate and key. */
class MutualTlsTest {
    private static final String KEY = "key-of-this-test";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static TestWorkflowEnvironment temporal;
    private static MutualTls door;
    private static Certificates ours;
    private static Certificates others;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        ours = new Certificates(Files.createDirectory(folder.resolve("ours")))
                .sign("server")
                .sign("client");
        others = new Certificates(Files.createDirectory(folder.resolve("others"))).sign("client");
        temporal = DevServer.start(folder);
        door = new MutualTls(
                ours,
                "server",
                KEY,
                temporal.getWorkflowServiceStubs().getOptions().getTarget());
    }

    @AfterAll
    static void stop() {
        door.close();
        temporal.close();
    }

    @Test
    void aDrillIsAskedForAndAnsweredThroughIt() throws Exception {
        Ran run = besideAWorker("run", "--scenario", "nonesuch");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("nonesuch", "redis_kill");
        assertThat(door.passed())
                .contains("StartWorkflowExecution", "RespondWorkflowTaskCompleted", "RespondActivityTaskCompleted");
    }

    /** With all that a drill says on its way: signals, heartbeats, questions, results. */
    @Test
    void anObservationIsMadeThroughIt() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            String url = "http://127.0.0.1:" + target.port() + "/ready";
            String reports = folder.resolve("drills").toString();

            CompletableFuture<Void> outage = CompletableFuture.runAsync(() -> haveAnOutage(target));

            Ran run = besideAWorker(
                    "observe", "--url", url, "--until-stable", "--stable-for", "1s", "--json", "--report-dir", reports);

            outage.get(1, TimeUnit.SECONDS);
            assertThat(run.exit()).as(run.toString()).isZero();
            JsonNode observed = Json.mapper().readTree(run.out());
            assertThat(observed.path("outages")).hasSize(1);
            assertThat(door.passed())
                    .contains(
                            "SignalWorkflowExecution",
                            "RecordActivityTaskHeartbeat",
                            "QueryWorkflow",
                            "RespondQueryTaskCompleted",
                            "RespondActivityTaskCompleted");
        }
    }

    private static void haveAnOutage(ScriptedTarget target) {
        await().atMost(SOON).until(() -> target.asked() > 100);
        target.become(ScriptedTarget.Mode.ANSWERS_503);
        await().atMost(SOON).until(() -> target.asked() > 150);
        target.become(ScriptedTarget.Mode.UP);
    }

    @Test
    void aProfileSaysTheSameAsVariables() throws IOException {
        Path profiles = Files.writeString(folder.resolve("temporal.toml"), """
                [profile.shared]
                address = "%s"
                api_key = "%s"
                [profile.shared.tls]
                server_ca_cert_path = "%s"
                client_cert_path = "%s"
                client_key_path = "%s"
                """.formatted(
                        door.address(), KEY, ours.authority(), ours.certificate("client"), ours.key("client")));
        Map<String, String> environment = bare();
        environment.put("TEMPORAL_CONFIG_FILE", profiles.toString());
        environment.put("TEMPORAL_PROFILE", "shared");
        Ran restore = command(environment, "restore", "freesdn");
        assertThat(restore.err()).as("it came through, and nobody works there").contains("no worker listens");
    }

    record Refused(String because, Map<String, String> environment, List<String> says) {
        @Override
        public String toString() {
            return because;
        }
    }

    static Stream<Refused> refused() {
        return Stream.of(
                refused(
                        "an authority that did not sign the server",
                        "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
                        others.authority(),
                        "TLS"),
                refused("a client of another authority", "TEMPORAL_TLS_CLIENT_CERT_PATH", null, "TLS"),
                refused(
                        "an authority's file that is not there",
                        "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
                        Path.of("/nowhere/ca.pem"),
                        "/nowhere/ca.pem"),
                refused(
                        "a key's file that is not there",
                        "TEMPORAL_TLS_CLIENT_KEY_PATH",
                        Path.of("/nowhere/key"),
                        "/nowhere/key"),
                refused(
                        "a file that is no certificate",
                        "TEMPORAL_TLS_CLIENT_CERT_PATH",
                        Path.of("/etc/hostname"),
                        "TLS"),
                refused("no certificate of a client", "", null, "TLS"),
                refused("a wrong API key", "TEMPORAL_API_KEY", Path.of("wrong"), "TEMPORAL_API_KEY"));
    }

    private static Refused refused(String because, String variable, Path value, String says) {
        Map<String, String> environment = byVariables(ours, KEY);
        if (variable.isEmpty()) {
            environment.remove("TEMPORAL_TLS_CLIENT_CERT_PATH");
            environment.remove("TEMPORAL_TLS_CLIENT_KEY_PATH");
        } else if (value == null) {
            environment = byVariables(others, KEY);
            environment.put("TEMPORAL_TLS_SERVER_CA_CERT_PATH", ours.authority().toString());
        } else {
            environment.put(variable, value.toString());
        }
        return new Refused(because, environment, List.of(says, "check TEMPORAL_"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aCommandSaysInOneLineWhatIsRefused(Refused refused) {
        Ran run = command(refused.environment(), "run", "--scenario", "redis_kill");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).contains(refused.says()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aWorkerSaysInOneLineWhatIsRefusedAndEnds(Refused refused) throws Exception {
        Path said = Files.createTempFile(folder, "worker", ".err");
        Process worker =
                worker(refused.environment()).redirectError(said.toFile()).start();
        try {
            assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.exitValue()).isEqualTo(1);
        } finally {
            worker.destroyForcibly();
        }
        assertThat(Files.readAllLines(said)).hasSize(1);
        assertThat(Files.readString(said))
                .startsWith("hadrill worker: ")
                .contains(refused.says())
                .doesNotContain(KEY);
    }

    private static Map<String, String> byVariables(Certificates client, String key) {
        Map<String, String> environment = bare();
        environment.put("TEMPORAL_ADDRESS", door.address());
        environment.put("TEMPORAL_API_KEY", key);
        environment.put("TEMPORAL_TLS_SERVER_CA_CERT_PATH", client.authority().toString());
        environment.put(
                "TEMPORAL_TLS_CLIENT_CERT_PATH", client.certificate("client").toString());
        environment.put("TEMPORAL_TLS_CLIENT_KEY_PATH", client.key("client").toString());
        return environment;
    }

    private static Map<String, String> bare() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("HADRILL_"));
        environment.put("TEMPORAL_CONFIG_FILE", folder.resolve("none.toml").toString());
        environment.put("HADRILL_HOME", folder.toString());
        environment.put("HADRILL_DATA", folder.resolve("data").toString());
        environment.put("HADRILL_STACKS", Product.HOME.resolve("stacks").toString());
        environment.put("HADRILL_HISTORY_URL", "jdbc:postgresql://127.0.0.1:1/hadrill");
        return environment;
    }

    /** The command with a worker that Temporal knows of. */
    private static Ran besideAWorker(String... arguments) throws IOException, InterruptedException {
        Process worker = worker(byVariables(ours, KEY)).start();
        try {
            await().atMost(SOON).until(() -> door.passed().contains("PollWorkflowTaskQueue"));
            Ran run = command(byVariables(ours, KEY), arguments);
            await().atMost(SOON).until(() -> Files.exists(folder.resolve("data/alive/tls")));
            return run;
        } finally {
            worker.destroy();
            worker.waitFor(20, TimeUnit.SECONDS);
            worker.destroyForcibly();
        }
    }

    private static ProcessBuilder worker(Map<String, String> environment) {
        ProcessBuilder java = java(environment, WorkerMain.class);
        java.environment().put("HADRILL_WORKER_ID", "tls");
        return java.redirectOutput(folder.resolve("worker.log").toFile());
    }

    private static Ran command(Map<String, String> environment, String... arguments) {
        ProcessBuilder java = java(environment, Main.class, arguments);
        try {
            Path out = Files.createTempFile(folder, "command", ".out");
            Path err = Files.createTempFile(folder, "command", ".err");
            Process process = java.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Ran(java.command(), process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static ProcessBuilder java(Map<String, String> environment, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder java = new ProcessBuilder(command);
        java.environment().clear();
        java.environment().putAll(environment);
        return java;
    }
}

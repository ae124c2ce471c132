package dev.hadrill.starter.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.starter.CommandFailed;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real parts: Temporal's dev server, PostgreSQL, two Java workers. */
class LocalPlatformTest {
    @TempDir
    static Path data;

    private static Settings settings;
    private static LocalPlatform platform;

    @BeforeAll
    static void choosePorts() {
        settings = Sandbox.settings(data);
        platform = Sandbox.platform(settings, IdleWorker.class);
    }

    @AfterEach
    void down() throws IOException {
        platform.down();
        assertThat(platform.down()).isEmpty();
    }

    @Test
    void upTwiceIsOnePlatformAndAKilledPartComesBack() throws IOException {
        assertThat(platform.up()).isFalse();
        Platform first = running();
        assertThat(platform.up()).isTrue();
        assertThat(running().supervisor()).isEqualTo(first.supervisor());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("platform.json"))))
                .isEqualTo("rw-------");

        for (Part part : first.parts()) {
            process(part.name()).signal("KILL");
            assertThat(Waiting.until(Duration.ofSeconds(2), () -> restarted(part)))
                    .as("%s restarted within 2 s", part.name())
                    .isTrue();
        }
        assertThat(platform.up()).isTrue();
        assertThat(running().isUp()).isTrue();
        assertThat(running().parts())
                .extracting(Part::address)
                .contains("127.0.0.1:" + settings.metricsPort(), "127.0.0.1:" + (settings.metricsPort() + 1));
    }

    @Test
    void aPlatformOfAnotherBuildIsReplaced() throws IOException {
        platform.up();
        Platform first = running();
        String same = System.getProperty("java.class.path");
        System.setProperty("java.class.path", same + File.pathSeparator + Files.createFile(data.resolve("newer.jar")));
        try {
            assertThat(platform.up()).isFalse();
        } finally {
            System.setProperty("java.class.path", same);
        }
        assertThat(running().supervisor()).isNotEqualTo(first.supervisor());
        assertThat(first.supervisor().isAlive()).isFalse();
        assertThat(running().isUp()).isTrue();
    }

    @Test
    void historySurvivesTheKillOfEverything() throws IOException, SQLException {
        platform.up();
        try (java.sql.Connection history = history();
                Statement statement = history.createStatement()) {
            statement.execute("CREATE TABLE drill AS SELECT 42 AS id");
        }
        Platform before = running();
        before.supervisor().signal("KILL");
        before.parts().forEach(part -> part.process().signal("KILL"));

        assertThat(platform.up()).isFalse();
        try (java.sql.Connection history = history();
                ResultSet row = history.createStatement().executeQuery("SELECT id FROM drill")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void aSupervisorThatDiesWhileUpWaitsForItIsReplaced() throws Exception {
        platform.up();
        Platform before = running();
        before.supervisor().signal("STOP");
        before.parts().forEach(part -> part.process().signal("KILL"));
        CompletableFuture<Boolean> wasUp = CompletableFuture.supplyAsync(() -> {
            try {
                return platform.up();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> wasUp.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        before.supervisor().signal("KILL");

        assertThat(wasUp.get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(running().isUp()).isTrue();
    }

    @Test
    void takenPortIsNamedWithItsHolderAndNothingIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(settings.historyPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(platform::up)
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContainingAll(
                            Integer.toString(taken.getLocalPort()),
                            "pid " + ProcessHandle.current().pid(),
                            "HADRILL_HISTORY_PORT")
                    .hasMessageNotContaining("\n");
        }
        assertThat(Platform.recorded(data)).isEmpty();
    }

    @Test
    void takenMetricsPortOfTheSecondWorkerIsNamedToo() throws IOException {
        try (ServerSocket taken = new ServerSocket(settings.metricsPort() + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(platform::up)
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContainingAll(
                            Integer.toString(taken.getLocalPort()), "metrics of worker-2", "HADRILL_METRICS_PORT");
        }
    }

    @Test
    void workerThatCannotStartIsSaidWithItsLastLineAndEverythingIsStopped() {
        assertThatThrownBy(Sandbox.platform(settings, BrokenWorker.class)::up)
                .isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll("worker-", "at its start", "no such stack")
                .hasMessageNotContaining("\n");
        assertThat(Platform.recorded(data)).isEmpty();
        assertThat(List.of(settings.temporalPort(), settings.uiPort(), settings.historyPort()))
                .noneMatch(port -> Ports.answers("127.0.0.1:" + port));
    }

    /** A worker that fails at once. */
    static final class BrokenWorker {
        public static void main(String[] args) {
            throw new IllegalStateException("no such stack");
        }
    }

    private static boolean restarted(Part before) {
        return running().parts().stream()
                .anyMatch(now ->
                        now.name().equals(before.name()) && now.isAlive() && now.restarts() == before.restarts() + 1);
    }

    private static Platform running() {
        return Platform.current(data).orElseThrow();
    }

    private static Incarnation process(String name) {
        return running().parts().stream()
                .filter(part -> part.name().equals(name))
                .map(Part::process)
                .findFirst()
                .orElseThrow();
    }

    private static java.sql.Connection history() throws SQLException {
        Connection connection = Connection.of(settings);
        return DriverManager.getConnection(
                connection.historyUrl(), connection.historyUser(), connection.historyPassword());
    }
}

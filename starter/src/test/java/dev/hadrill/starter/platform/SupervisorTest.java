package dev.hadrill.starter.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor over plain processes that no parent-death signal ends. */
class SupervisorTest {
    private static final Addresses NOWHERE = new Addresses("127.0.0.1:1", "default", null, "none", "none", Map.of());

    @TempDir
    Path data;

    private Process supervisor;

    @BeforeEach
    void start() throws IOException {
        supervisor = new ProcessBuilder(
                        JavaCommand.of(Supervisor.class.getName(), System.getProperty("java.class.path"), List.of()))
                .redirectOutput(data.resolve("supervisor.log").toFile())
                .redirectErrorStream(true)
                .start();
        try (OutputStream plan = supervisor.getOutputStream()) {
            plan.write(Json.write(new Plan(data, NOWHERE, List.of(child("sleeper"), child("other"))))
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Waiting.until(Duration.ofSeconds(10), this::allAlive)).isTrue();
    }

    @AfterEach
    void end() throws IOException {
        platform().down();
        supervisor.destroyForcibly();
    }

    @Test
    void childThatKeepsDyingIsRestartedWithAGrowingPause() {
        Instant first = Instant.now();
        for (int restarts = 1; restarts <= 4; restarts++) {
            part().process().signal("KILL");
            int expected = restarts;
            assertThat(Waiting.until(Duration.ofSeconds(5), () -> allAlive() && part().restarts() == expected))
                    .isTrue();
        }
        assertThat(Duration.between(first, Instant.now())).isGreaterThan(Duration.ofMillis(200 + 400 + 800 + 1600));
    }

    @Test
    void sigtermEndsTheChildrenAndTheRecord() throws InterruptedException {
        Platform before = Platform.current(data).orElseThrow();
        supervisor.destroy();
        assertThat(supervisor.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(before.parts()).noneMatch(Part::isAlive);
        assertThat(Platform.recorded(data)).isEmpty();
    }

    @Test
    void orphansOfAKilledSupervisorAreEnded() throws IOException {
        Platform before = Platform.current(data).orElseThrow();
        before.supervisor().signal("KILL");
        assertThat(before.supervisor().awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(before.parts()).allMatch(Part::isAlive);
        assertThat(Platform.current(data)).isEmpty();

        platform().down();

        assertThat(before.parts()).noneMatch(Part::isAlive);
        assertThat(Platform.recorded(data)).isEmpty();
    }

    @Test
    void processThatGotTheSamePidLaterOrInAnotherBootIsLeftAlone() throws IOException {
        Platform before = Platform.current(data).orElseThrow();
        Part real = part();
        before.supervisor().signal("KILL");
        Incarnation process = real.process();
        Incarnation earlier = new Incarnation(process.pid(), process.startTicks() - 1, process.bootId());
        Incarnation otherBoot = new Incarnation(process.pid(), process.startTicks(), "another boot");
        new Platform(before.supervisor(), before.startedAt(), NOWHERE, List.of(with(earlier), with(otherBoot)))
                .write(data);

        platform().down();

        assertThat(real.isAlive()).isTrue();
        assertThat(Platform.recorded(data)).isEmpty();
        before.write(data); // for the clean-up
    }

    private Part with(Incarnation process) {
        return new Part("sleeper", "none", process, Instant.now(), 0, "x.log");
    }

    private boolean allAlive() {
        return Platform.current(data)
                .filter(platform -> platform.parts().stream().allMatch(Part::isAlive))
                .isPresent();
    }

    private Part part() {
        return Platform.current(data).orElseThrow().parts().get(0);
    }

    private LocalPlatform platform() {
        return Sandbox.platform(Sandbox.settings(data), IdleWorker.class);
    }

    private ChildSpec child(String name) throws IOException {
        Path log = Files.createDirectories(data.resolve("logs")).resolve(name + ".log");
        return new ChildSpec(name, "none", List.of("sleep", "600"), Map.of("PATH", "/usr/bin:/bin"), log, "TERM", 0);
    }
}

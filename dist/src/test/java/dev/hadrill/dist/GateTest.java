package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.gate.ReleaseGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("lab")
class GateTest {
    @TempDir
    Path reports = Path.of("");

    private final String release = "test-" + System.nanoTime();

    @RegisterExtension
    final WholeLab lab = new WholeLab();

    private final Product product = lab.product();

    @Test
    void aGateWhoseWorkerIsKilledDrillsEveryScenarioOncePassesAndItsBundleIsWhatItWas() throws Exception {
        CompletableFuture<Ran> running = CompletableFuture.supplyAsync(() -> product.hadrill(
                "gate",
                "--release",
                release,
                "--scenarios",
                "redis_kill,api_kill",
                "--repeat",
                "1",
                "--report-dir",
                reports.toString(),
                "--json"));
        String gate = ReleaseGate.id("freesdn", release);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions() // the child workflow is not there yet
                .until(() -> product.drill(gate + "/redis_kill-1").injection().injection() != null);
        Ran second = product.hadrill("gate", "--release", release);
        ProcessHandle worker =
                product.workerOf(gate + "/redis_kill-1", "Observation.Observe").orElseThrow();
        assertThat(worker.destroyForcibly()).isTrue();
        Ran ran = running.get(6, TimeUnit.MINUTES);

        assertThat(second.exit()).isOne();
        assertThat(second.err()).contains("runs on stack freesdn already", "hadrill gate --follow " + gate);
        assertThat(ran.exit()).as(ran.toString()).isZero();
        JsonNode result = Json.mapper().readTree(ran.out());
        assertThat(result.path("passed").asInt()).isEqualTo(2);
        Path folder = Path.of(result.path("bundle").asText());
        assertThat(Json.mapper().readTree(folder.resolve("gate.json").toFile()).path("runs"))
                .hasSize(2)
                .allSatisfy(run -> {
                    assertThat(run.path("proof").asText()).isNotEqualTo("not recorded");
                    assertThat(run.path("guards")).isNotEmpty();
                    assertThat(folder.resolve(run.path("folder").asText()).resolve("report.md"))
                            .exists();
                });
        assertVerifies(folder, Path.of(result.path("zip").asText()));
        assertThat(product.hadrill("report", result.path("gate_id").asText(), "--report-dir", reports.toString())
                        .out()
                        .strip())
                .isEqualTo(folder.toString());
    }

    private void assertVerifies(Path folder, Path zip) throws IOException {
        assertThat(product.hadrill("verify", zip.toString()).exit()).isZero();
        Path report = folder.resolve("junit.xml");
        Files.writeString(report, Files.readString(report).replace("testcase", "testcase "));
        Ran changed = product.hadrill("verify", folder.toString());
        assertThat(changed.exit()).isOne();
        assertThat(changed.err()).contains("changed: junit.xml");
    }
}

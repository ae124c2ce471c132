package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a stack whose targets die while their followers are kept behind for two seconds: {@code behind}, of test.sh. */
@Tag("lab")
class LossTest {
    @TempDir
    Path reports = Path.of("");

    @RegisterExtension
    final WholeLab lab = new WholeLab();

    private final Product product = lab.product();

    @ParameterizedTest
    @ValueSource(strings = {"primary_kill", "redis_kill"})
    void acknowledgedWritesThatAreLostFailTheDrillAndAreCounted(String scenario) throws IOException {
        Ran run = product.hadrill(
                "run", "--stack", "behind", "--scenario", scenario, "--report-dir", reports.toString(), "--json");

        assertThat(run.exit()).as(run.toString()).isOne();
        JsonNode printed = Json.mapper().readTree(run.out());
        DrillSummary drill = product.keptAs(printed.path("workflow_id").asText());
        assertThat(drill.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(drill.reason()).startsWith("RPO: ").contains("a budget of 10 writes and 1.0 s");
        assertThat(Objects.requireNonNull(drill.lostWrites()))
                .isBetween(50, 250); // 2 s at 50 a second, on a busy machine
        assertThat(Objects.requireNonNull(drill.lostSec())).isBetween(1.5, 6.0);
        assertThat(drill.redundancyRestored()).isTrue();
        System.out.println(drill.reason());
    }
}

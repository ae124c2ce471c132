package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import io.temporal.client.WorkflowExecutionMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("lab")
class ScenariosTest {
    @TempDir
    Path reports = Path.of("");

    @RegisterExtension
    final WholeLab lab = new WholeLab();

    private final Product product = lab.product();

    @ParameterizedTest
    @ValueSource(strings = {"redis_kill", "api_kill", "primary_kill"})
    void scenarioPassesWithinItsBudgetAndLeavesOneRowAndTheEvidence(String scenario) throws IOException {
        Ran run = product.hadrill("run", "--scenario", scenario, "--report-dir", reports.toString(), "--json");

        assertThat(run.exit()).as(run.toString()).isZero();
        JsonNode printed = Json.mapper().readTree(run.out());
        Path folder = Path.of(printed.path("evidence_path").asText());
        DrillSummary drill = product.keptAs(printed.path("workflow_id").asText());
        assertThat(drill.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(drill.redundancyRestored()).isTrue();
        assertThat(Objects.requireNonNull(drill.rtoHiSec())).isLessThanOrEqualTo(drill.rtoBudgetSec());
        assertThat(product.rows("drill", drill.drillId())).isOne();
        assertThat(product.rows("drill_event", drill.drillId())).isGreaterThan(8);
        assertThat(product.rows("drill_evidence", drill.drillId())).isPositive();
        assertEvidence(folder, drill);
        System.out.printf(
                "%s: rto %.2f s [%.2f, %.2f], evidence %s%n",
                scenario, drill.rtoSec(), drill.rtoLoSec(), drill.rtoHiSec(), folder.getFileName());
    }

    @Test
    void promotionGoesBackAndForth() {
        for (int round = 0; round < 2; round++) {
            Ran run =
                    product.hadrill("run", "--scenario", "primary_kill", "--report-dir", reports.toString(), "--json");
            assertThat(run.exit()).as(run.toString()).isZero();
            product.assertLabIsWhole();
        }
    }

    @Test
    void budgetThatIsTooSmallFailsTheDrillStillHealsAndIsListedInTheTemporalUi() throws IOException {
        Ran run = product.hadrill(
                "run", "--scenario", "redis_kill", "--rto-budget", "1", "--report-dir", reports.toString(), "--json");

        assertThat(run.exit()).isOne();
        JsonNode printed = Json.mapper().readTree(run.out());
        assertThat(printed.path("verdict").asText()).isEqualTo("FAILED");
        long rtoMs = Math.round(printed.path("rto_sec").asDouble() * 1000);
        // visibility follows within seconds
        await().untilAsserted(() -> assertThat(product.temporal.listExecutions(
                        "HadrillScenario = \"redis_kill\" AND HadrillVerdict = \"FAILED\""))
                .filteredOn(
                        drill -> drill.getExecution().getWorkflowId(),
                        printed.path("workflow_id").asText())
                .singleElement()
                .extracting((WorkflowExecutionMetadata drill) ->
                        drill.getTypedSearchAttributes().get(Attributes.RTO_MS))
                .isEqualTo(rtoMs));
    }

    private static void assertEvidence(Path folder, DrillSummary drill) throws IOException {
        assertThat(folder.getFileName().toString()).matches(drill.scenario() + "-\\d{8}T\\d{6}Z(-\\d+)?");
        JsonNode report = Json.mapper().readTree(Files.readString(folder.resolve("report.json")));
        Set<String> fields = new TreeSet<>();
        report.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .contains(
                        "scenario",
                        "started_at",
                        "finished_at",
                        "duration_sec",
                        "target_container",
                        "kill_at_t_sec",
                        "first_failure_t_sec",
                        "first_recovery_t_sec",
                        "rto_sec",
                        "rto_budget_sec",
                        "passed",
                        "failed_request_count",
                        "total_request_count",
                        "samples",
                        "notes");
        assertThat(report.path("passed").asBoolean()).isTrue();
        long ofTheService = report.path("samples")
                .valueStream()
                .filter(sample -> !sample.path("status").asText().equals("error"))
                .count();
        assertThat(ofTheService).isEqualTo(report.path("total_request_count").asInt());
        assertThat(Files.readString(folder.resolve("report.md"))).contains("PASSED");
        assertThat(Files.readAllLines(folder.resolve("health-timeline.csv")))
                .first()
                .isEqualTo("t_offset_sec,status,http_code,latency_ms");
    }
}

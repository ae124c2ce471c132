package dev.hadrill.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.activities.observation.ProbeNow;
import dev.hadrill.db.JdbiNotices.Backlog;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.history.Due;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboard asks for what a worker serves, and for nothing else. */
@Timeout(60)
class GrafanaTest {
    private static final Path FILE = Path.of("../docs/grafana/hadrill.json");
    private static final Path DOC = Path.of("../docs/metrics.md");
    private static final Pattern ALERT = Pattern.compile("expr: (.+)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    /** That Prometheus adds by itself. */
    private static final Set<String> ADDED = Set.of("instance", "job");

    private static final Metrics METRICS = new Metrics(0, Duration.ofMillis(50));
    private static TestWorkflowEnvironment temporal;
    private static Exposition served;

    /** With every figure there can be, and a worker at a server that knows no workflow. */
    @BeforeAll
    static void serve() {
        DrillSummary drill = Json.read("""
                {"drill_id": "d1", "workflow_id": "w", "stack": "s", "scenario": "x", "started_at": "2026-06-05T14:30:00Z",
                 "finished_at": "2026-06-05T14:30:30Z", "verdict": "PASSED", "rto_budget_sec": 20, "rto_sec": 6,
                 "rto_lo_sec": 5.5, "rto_hi_sec": 6.5, "lost_writes": 0}""", DrillSummary.class);
        METRICS.start(new Sources(
                () -> List.of(drill),
                () -> List.of(new Due("s", "x", true)),
                () -> new Backlog(0, 0),
                () -> 0,
                () -> 0,
                () -> List.of(new ProbeNow("s", "lb", false))));
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setMetricsScope(METRICS.scope())
                .setWorkerFactoryOptions(WorkerFactoryOptions.getDefaultInstance())
                .build());
        temporal.newWorker("hadrill");
        temporal.start();
        WorkflowStub nobody = temporal.getWorkflowClient().newUntypedWorkflowStub("nobody");
        assertThatThrownBy(nobody::describe).isInstanceOf(WorkflowNotFoundException.class);
        assertThatThrownBy(() -> nobody.getResult(String.class)).isInstanceOf(WorkflowNotFoundException.class);
        await().until(
                        () -> scrape().names(),
                        names -> names.containsAll(Set.of(
                                "temporal_request_failure_total",
                                "temporal_long_request_failure_total",
                                "temporal_worker_task_slots_available",
                                "hadrill_history_up")));
        served = scrape();
    }

    @AfterAll
    static void close() {
        temporal.close();
        METRICS.close();
    }

    static Stream<JsonNode> promPanels() throws IOException {
        return panels().filter(panel -> panel.at("/datasource/type").asText().equals("prometheus"));
    }

    @ParameterizedTest
    @MethodSource("promPanels")
    void whatAPanelAsksForIsServed(JsonNode panel) {
        for (JsonNode target : panel.get("targets")) {
            PromQl query = PromQl.of(target.get("expr").asText());
            assertThat(query.metrics()).as("%s", target).isNotEmpty();
            Set<String> shown = LEGEND.matcher(target.get("legendFormat").asText())
                    .results()
                    .map(label -> label.group(1))
                    .collect(Collectors.toSet());
            query.metrics()
                    .forEach((metric, selected) -> assertServed(metric, List.of(selected, query.grouped(), shown)));
        }
    }

    @Test
    void theVariablesAskForWhatIsServed() throws IOException {
        List<JsonNode> variables = StreamSupport.stream(
                        dashboard().at("/templating/list").spliterator(), false)
                .filter(variable -> variable.get("type").asText().equals("query"))
                .toList();
        assertThat(variables).hasSize(2).allSatisfy(variable -> {
            MatchResult values = LABEL_VALUES
                    .matcher(variable.at("/query/query").asText())
                    .results()
                    .findFirst()
                    .orElseThrow();
            PromQl query = PromQl.of(values.group(1));
            query.metrics()
                    .forEach((metric, selected) -> assertServed(metric, List.of(selected, Set.of(values.group(2)))));
        });
    }

    @Test
    void theAlertsOfTheDocAskForWhatIsServed() throws IOException {
        List<PromQl> alerts = ALERT.matcher(Files.readString(DOC))
                .results()
                .map(alert -> PromQl.of(alert.group(1)))
                .toList();
        assertThat(alerts)
                .hasSize(4)
                .allSatisfy(alert -> alert.metrics()
                        .forEach((metric, selected) -> assertServed(metric, List.of(selected, alert.grouped()))));
    }

    @Test
    void aLatencyHasAHandfulOfBuckets() {
        assertThat(served.named("temporal_request_latency_seconds_bucket").stream()
                        .map(sample -> sample.labels().get("le")))
                .containsOnly("0.01", "0.1", "1.0", "10.0", "100.0", "+Inf");
    }

    @Test
    void everyGaugeIsOnTheDashboard() throws IOException {
        String text = dashboard().toString();
        assertThat(Gauge.values()).allSatisfy(gauge -> assertThat(text).contains(gauge.prometheusName()));
    }

    @Test
    void everyPanelIsExplainedAndHasAPlaceOfItsOwn() throws IOException {
        List<JsonNode> panels = panels().toList();
        assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : panels) {
            boolean row = panel.get("type").asText().equals("row");
            assertThat(row || !panel.path("description").asText().isBlank())
                    .as("%s is explained", panel.get("title"))
                    .isTrue();
            JsonNode at = panel.get("gridPos");
            assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = at.get("x").asInt();
                    x < at.get("x").asInt() + at.get("w").asInt();
                    x++) {
                for (int y = at.get("y").asInt();
                        y < at.get("y").asInt() + at.get("h").asInt();
                        y++) {
                    assertThat(taken.add(List.of(x, y)))
                            .as("%s overlaps", panel.get("title"))
                            .isTrue();
                }
            }
        }
    }

    private static void assertServed(String metric, List<Set<String>> labels) {
        assertThat(served.names()).contains(metric);
        Set<String> there = served.named(metric).stream()
                .flatMap(sample -> sample.labels().keySet().stream())
                .collect(Collectors.toSet());
        there.addAll(ADDED);
        assertThat(labels)
                .as("labels of %s", metric)
                .allSatisfy(some -> assertThat(there).containsAll(some));
    }

    private static Exposition scrape() {
        try {
            URI uri = URI.create("http://127.0.0.1:"
                    + Objects.requireNonNull(METRICS.address()).getPort() + "/metrics");
            return Exposition.of(new String(uri.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> panels() throws IOException {
        return StreamSupport.stream(dashboard().get("panels").spliterator(), false);
    }

    private static JsonNode dashboard() throws IOException {
        return Json.mapper().readTree(FILE.toFile());
    }
}

package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import dev.hadrill.db.JdbiEvidenceStore;
import dev.hadrill.db.JdbiGateHistory;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.drill.WatchRequest;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.gate.GateRequest;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read the history, against a real one. */
class HistoryCommandsTest {
    private static EmbeddedPostgres server;
    private static String url;

    @TempDir
    private Path home;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void twoDrills() throws IOException {
        server = EmbeddedPostgres.start();
        url = server.getJdbcUrl("postgres", "postgres");
        try (HistoryDatabase database = HistoryDatabase.owned(url, "postgres", "")) {
            JdbiDrillHistory history = new JdbiDrillHistory(database);
            history.persist(drill("aaa1", "redis_kill", Verdict.PASSED));
            history.persist(drill("aaa2", "api_kill", Verdict.INCONCLUSIVE));
            history.persist(watch("www1"));
            JdbiGateHistory gates = new JdbiGateHistory(database);
            gates.persist(gate("ggg1", 1, Verdict.FAILED, null));
            gates.persist(gate("ggg2", 2, null, "nothing was begun: stack freesdn is in use by drill-x"));
            new JdbiEvidenceStore(database)
                    .store(new Evidence(
                            "aaa1", "redis_kill-20260605T143000Z", Map.of("report.json", "{\"drill_id\":\"aaa1\"}")));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void historyIsATable() {
        assertThat(run("history").lines().toList())
                .hasSize(4)
                .first()
                .asString()
                .startsWith("started")
                .contains("verdict", "lost");
    }

    @Test
    void theTableSaysHowManyWritesWereLost() {
        assertThat(run("history", "--scenario", "redis_kill")).containsPattern("PASSED .* 20 s +3 +- +aaa1");
    }

    @Test
    void anObservationHasNoVerdictNoBudgetAndNoLosses() {
        assertThat(run("history", "--scenario", "observe"))
                .containsPattern("observe +observe +- +- +- +- +1\\.4\\.0 +www1")
                .doesNotContain("null");
    }

    @Test
    void theJsonHasWhatWasLostAndTheTimeOfTheMachineAlone() throws IOException {
        assertThat(Json.mapper().readTree(run("history", "--json", "--scenario", "redis_kill")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("lost_writes").asInt()).isEqualTo(3);
                    assertThat(row.path("lost_sec").asDouble()).isEqualTo(0.25);
                    assertThat(row.has("machine_rto_sec")).isTrue();
                });
    }

    @Test
    void historyIsJsonOnRequest() throws IOException {
        assertThat(Json.mapper().readTree(run("history", "--json", "--scenario", "api_kill")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("drill_id").asText()).isEqualTo("aaa2");
                    assertThat(row.path("verdict").asText()).isEqualTo("INCONCLUSIVE");
                });
    }

    @Test
    void gatesAreATableOfTheirOwnWithTheSkippedOnes() {
        assertThat(run("history", "--gates").lines().toList())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("started").contains("release", "verdict", "passed"),
                        skipped ->
                                assertThat(skipped).containsPattern(" 26\\.08\\.2 +freesdn +SKIPPED +0/0 +- +- +ggg2$"),
                        failed -> assertThat(failed).containsPattern(" FAILED +0/0 +- +- +ggg1$"));
        assertThat(run("history", "--gates", "--limit", "1")).contains("ggg2").doesNotContain("ggg1");
        assertThat(run("history", "--gates", "--stack", "other"))
                .isEqualTo("no gates yet; run one with: hadrill gate --release RELEASE\n");
    }

    @Test
    void gatesAreJsonInTheShapeThatIsDocumented() throws IOException {
        JsonNode gates = Json.mapper().readTree(run("history", "--gates", "--json"));

        assertThat(gates.findValuesAsText("gate_id")).containsExactly("ggg2", "ggg1");
        assertThat(gates.get(0).path("verdict").isNull()).isTrue();
        assertThat(gates.get(0).path("skipped_because").asText()).contains("drill-x");
        assertThat(gates.get(1).path("verdict").asText()).isEqualTo("FAILED");
    }

    @Test
    void aScenarioSelectsNoGates() {
        run("history", "--gates", "--scenario", "redis_kill");

        assertThat(err.toString()).contains("--scenario selects drills");
    }

    @Test
    void aReportIsLaidWhereItIsWantedAndAgain() {
        Path reports = home.resolve("reports");

        String laid = run("report", "aaa1", "--report-dir", reports.toString());

        assertThat(laid.strip())
                .isEqualTo(reports.resolve("redis_kill-20260605T143000Z").toString());
        assertThat(run("report", "aaa1", "--report-dir", reports.toString())).isEqualTo(laid);
    }

    @Test
    void whatIsNotThereOrNotClearIsSaid() {
        run("report", "nothing");
        assertThat(err.toString()).contains("there is no drill and no gate 'nothing'; see: hadrill history");
        run("report", "aaa");
        assertThat(err.toString()).contains("several drills: ", "aaa1", "aaa2");
        run("report", "aaa2");
        assertThat(err.toString()).contains("drill aaa2 left no evidence");
    }

    private String run(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Map<String, String> environment = Map.of(
                    "HADRILL_HOME",
                    home.toString(),
                    "HADRILL_HISTORY_URL",
                    url,
                    "HADRILL_HISTORY_USER",
                    "postgres",
                    "TEMPORAL_CONFIG_FILE",
                    home.resolve("none.toml").toString());
            int exit = Main.run(environment, new PrintWriter(err, true), arguments);
            assertThat(exit).isEqualTo(err.toString().isEmpty() ? 0 : 1);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static DrillState drill(String id, String scenario, Verdict verdict) {
        Stamp at = Stamp.now();
        return new DrillState(
                id,
                "drill-" + id,
                List.of(
                        new DrillEvent.DrillStarted(
                                at,
                                DrillRequest.of(scenario),
                                "freesdn",
                                scenario,
                                new Target("redis", Role.MASTER),
                                new KillContainer(),
                                Recovery.AUTOMATIC,
                                Duration.ofSeconds(20),
                                null,
                                "http://127.0.0.1/ready",
                                "00"),
                        new DrillEvent.LedgerRead(
                                at, DrillEvent.LedgerRead.When.AFTER_RESTORATION, List.of(postgres())),
                        new DrillEvent.VerdictReached(at, verdict, "as a test wants it")));
    }

    private static GateState gate(String id, int day, @Nullable Verdict verdict, @Nullable String skippedBecause) {
        Instant at = Instant.parse("2026-06-05T14:00:00Z").plus(Duration.ofDays(day));
        return new GateState(
                id,
                "gate/freesdn/26.08.2",
                GateRequest.of("26.08.2"),
                GateState.Stage.REPORTING,
                at,
                at,
                "sha",
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                verdict,
                List.of("because"),
                null,
                skippedBecause);
    }

    private static StoreLedger postgres() {
        StoreLedger.Lost lost = new StoreLedger.Lost(3, "1/100", "1/102", 0.25);
        return new StoreLedger("postgres", true, null, 900, 890, 10, 0, lost, 0, 0, 0, 0, null, null, true);
    }

    private static DrillState watch(String id) {
        UrlProbe probe = new UrlProbe("url", URI.create("http://127.0.0.1/ready"), null, null, null, null, null);
        return new DrillState(
                id,
                "observe-" + id,
                List.of(new DrillEvent.WatchStarted(
                        Stamp.now(),
                        new WatchRequest(
                                new Probing(null, null, null, null, null, List.of(probe), null),
                                null,
                                null,
                                "1.4.0",
                                "dba"))));
    }
}

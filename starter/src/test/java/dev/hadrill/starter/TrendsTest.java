package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.workflows.Json;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hadrill trends} and {@code hadrill history prune}, against a real history. */
class TrendsTest {
    private static EmbeddedPostgres server;
    private static String url;
    private static String empty;

    @TempDir
    private Path home;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void drills() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        url = server.getJdbcUrl("postgres", "postgres");
        empty = server.getJdbcUrl("postgres", "template1");
        for (String each : new String[] {url, empty}) {
            try (HistoryDatabase database = HistoryDatabase.owned(each, "postgres", "")) {
                database.ready();
            }
        }
        sql("""
                INSERT INTO drill (drill_id, workflow_id, stack, scenario, release, started_at, finished_at, verdict,
                    rto_budget_sec, rto_sec, rto_lo_sec, rto_hi_sec, recovered, lost_writes)
                SELECT release || '-' || n, 'w', 'eu', 'redis_kill', release, at + n * interval '1 hour',
                    at + n * interval '1 hour', CASE n WHEN 5 THEN 'INCONCLUSIVE' WHEN 4 THEN 'FAILED' ELSE 'PASSED' END,
                    20, 5 + n, 4.9 + n, CASE n WHEN 4 THEN NULL ELSE 5.1 + n END, n <> 4, 0
                FROM (VALUES ('26.08.10', now() - interval '10 days'), ('26.08.2', now() - interval '20 days'))
                    AS given (release, at), generate_series(1, 5) AS n""");
        sql("""
                INSERT INTO drill_segment (drill_id, stream, attempt, seq, content)
                SELECT drill_id, 'probe/lb', 1, 0, 'x' FROM drill""");
        sql("""
                INSERT INTO drill (drill_id, workflow_id, stack, scenario, release, started_at, finished_at, verdict,
                    rto_budget_sec, rto_sec, rto_lo_sec, rto_hi_sec, recovered)
                SELECT 'us' || release || n, 'w', 'us', 'primary_kill', release, at, at, 'PASSED', 60, sec, sec - 0.1,
                    sec + 0.1, true
                FROM (VALUES ('1.9', 12, now() - interval '2 days'), ('1.10', 16, now() - interval '1 day'))
                    AS given (release, typical, at),
                    generate_series(1, 8) AS n, LATERAL (SELECT typical + n * 0.05 AS sec) AS spread""");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void theTableHasALinePerReleaseInTheOrderOfVersionsWithARunEach() {
        assertThat(run("trends", "--stack", "eu").lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("redis_kill on eu, RTO by release, budget 20 s; medians "),
                        line -> assertThat(line).contains("release", "n", "median", "runs within"),
                        line -> assertThat(line)
                                .containsPattern(
                                        "^26\\.08\\.2 +4 +3 +1 +1 +1 +7\\.50 s +\\[5\\.90, never\\) +0  ▆▇█×$"),
                        line -> assertThat(line).startsWith("26.08.10"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).contains("× never recovered"));
    }

    @Test
    void aSlowerReleaseIsSaidToBeWorseThanTheOneBeforeIt() {
        assertThat(run("trends", "--stack", "us").lines().toList())
                .element(3)
                .asString()
                .startsWith("1.10 ")
                .containsPattern("16\\.2. s .* worse by 4\\.0 s \\[3\\.\\d, 4\\.\\d\\]$");
        assertThat(run("trends", "--stack", "us", "--format", "csv")).contains(",worse,4.0");
    }

    @Test
    void aReleaseThatItsGateRejectedIsNotComparedWith() throws SQLException {
        sql("""
                INSERT INTO gate (gate_id, workflow_id, stack, release, started_at, verdict, drills, passed, failed, inconclusive)
                VALUES ('g', 'w', 'us', '1.9', now(), 'FAILED', 0, 0, 0, 0)""");
        try {
            assertThat(run("trends", "--stack", "us", "--format", "csv")).doesNotContain("worse");
        } finally {
            sql("DELETE FROM gate");
        }
    }

    @Test
    void theJsonIsAsDocumented() throws IOException {
        JsonNode report = Json.mapper().readTree(run("trends", "--format", "json", "--scenario", "redis_kill"));

        assertThat(report.path("by").asText()).isEqualTo("release");
        assertThat(report.path("groups"))
                .extracting(group -> group.path("group").asText())
                .containsExactly("26.08.2", "26.08.10");
        assertThat(report.path("groups").path(0).path("median_sec").asDouble()).isEqualTo(7.5);
        assertThat(report.path("groups").path(0).has("comparison")).isTrue();
        assertThat(report.path("drills")).hasSize(8);
        assertThat(report.path("drills").path(3).path("rto_hi_sec").isNull()).isTrue();
    }

    @Test
    void thePageDrawsTheNewestDrillsOfEachGroupAndItsWorstAndSaysSo() throws IOException, SQLException {
        sql("""
                INSERT INTO drill (drill_id, workflow_id, stack, scenario, release, started_at, finished_at, verdict,
                    rto_budget_sec, rto_sec, rto_lo_sec, rto_hi_sec, recovered)
                SELECT 'many' || coalesce(release, '') || n, 'w', 'big', 'api_kill', release, now() - n * interval '1 hour', now(),
                    'PASSED', 10, sec, sec - 0.1, sec + 0.1, true
                FROM (VALUES (NULL), ('2026-08-03')) AS given (release), generate_series(1, 200) AS n,
                    LATERAL (SELECT 1 + n * 0.04 AS sec) AS spread""");
        try {
            String page = run("trends", "--stack", "big", "--format", "html");

            assertThat(page.split("<circle class=\"drill good\" cx=\"[^\"]*%", -1))
                    .hasSize(1 + 2 * 27);
            assertThat(page)
                    .contains("54 of the 400 drills that measured are drawn")
                    .doesNotContain("belong to none");
            JsonNode drills = Json.mapper()
                    .readTree(run("trends", "--stack", "big", "--format", "json"))
                    .path("drills");
            assertThat(drills)
                    .hasSize(54)
                    .anyMatch(drill -> drill.path("rto_sec").asDouble() == 9);
            assertThat(run("trends", "--stack", "big")).containsPattern("\\(none\\) +200 +200 .*\\[0\\.94, 9\\.10\\]");
        } finally {
            sql("DELETE FROM drill WHERE stack = 'big'");
        }
    }

    @Test
    void weeksAreGroupsToo() {
        assertThat(run("trends", "--by", "week", "--format", "csv").lines().toList())
                .hasSizeGreaterThan(2)
                .first()
                .asString()
                .startsWith("stack,scenario,week,since,");
    }

    @Test
    void sinceNarrowsIt() {
        assertThat(run("trends", "--stack", "eu", "--since", "15d"))
                .contains("26.08.10")
                .doesNotContain("26.08.2 ");
        assertThat(run("trends", "--since", "2099-01-01")).startsWith("no such drills since 2099-01-01T00:00:00Z;");
        assertThat(run("trends", "--since", "2099-01-01", "--format", "csv")).hasLineCount(1);
    }

    @Test
    void aNameThatNobodyKnowsIsSaidWithThoseThatAre() {
        run("trends", "--scenario", "redis_kil");
        run("trends", "--stack", "mars");
        assertThat(err.toString().lines().toList())
                .containsExactly(
                        "hadrill: no drill of scenario 'redis_kil' is in the history; there are: primary_kill, redis_kill",
                        "hadrill: no drill of stack 'mars' is in the history; there are: eu, us");
    }

    @Test
    void anEmptyHistorySaysWhatFillsIt() throws IOException {
        assertThat(runOn(empty, "trends", "--scenario", "any"))
                .isEqualTo("no drills yet; run one with: hadrill run --scenario redis_kill" + System.lineSeparator());
        assertThat(Json.mapper()
                        .readTree(runOn(empty, "trends", "--format", "json"))
                        .path("groups"))
                .isEmpty();
    }

    @Test
    void pruningSaysWhatItFreedAndCanBeTriedFirst() throws IOException {
        assertThat(run("history", "prune", "--keep", "15d", "--dry-run"))
                .startsWith("would free 5 segments of 5 drills");
        assertThat(run("history", "prune", "--keep", "15d"))
                .startsWith("freed 5 segments of 5 drills older than 15 days");
        JsonNode again = Json.mapper().readTree(run("history", "prune", "--keep", "15d", "--json"));
        assertThat(again.path("freed").path("drills").asInt(-1)).isZero();
        assertThat(run("history", "--stack", "eu").lines()).hasSize(11);
    }

    private String run(String... arguments) {
        return runOn(url, arguments);
    }

    private String runOn(String history, String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Map<String, String> environment = Map.of(
                    "HADRILL_HOME",
                    home.toString(),
                    "HADRILL_HISTORY_URL",
                    history,
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

    private static void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }
}

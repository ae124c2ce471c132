package dev.hadrill.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.worker.Postgres;
import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboard asks the history for what is there: over the schema as the workers make it. */
class GrafanaSqlTest {
    private static final Path FILE = Path.of("../docs/grafana/hadrill.json");
    private static final String URL = Postgres.newDatabase() + "?user=postgres";

    @BeforeAll
    static void oneDrillOfEachVerdictInEachOfTwoReleases() throws SQLException {
        try (HistoryDatabase database = HistoryDatabase.owned(URL, "postgres", "")) {
            database.ready();
        }
        try (Connection history = DriverManager.getConnection(URL);
                Statement statement = history.createStatement()) {
            statement.execute("""
                    INSERT INTO drill (drill_id, workflow_id, stack, scenario, release, started_at, finished_at, verdict,
                        rto_budget_sec, rto_sec, rto_lo_sec, rto_hi_sec, recovered, detection_sec, promotion_sec)
                    SELECT verdict || release, 'w', 's', 'x', release, '2026-06-05 14:30Z', '2026-06-05 14:31Z', verdict,
                        20, 6, 5.5, CASE verdict WHEN 'PASSED' THEN 6.5 END, verdict = 'PASSED', 5, 1
                    FROM unnest(ARRAY['PASSED', 'FAILED', 'INCONCLUSIVE']) AS verdict,
                        unnest(ARRAY['26.8.9', '26.8.10']) AS release""");
        }
    }

    static Stream<JsonNode> panels() throws IOException {
        return StreamSupport.stream(
                        Json.mapper().readTree(FILE.toFile()).get("panels").spliterator(), false)
                .filter(panel -> panel.at("/datasource/type").asText().equals("grafana-postgresql-datasource"));
    }

    @ParameterizedTest
    @MethodSource("panels")
    void whatAPanelAsksForIsThere(JsonNode panel) throws SQLException {
        JsonNode target = panel.at("/targets/0");
        String sql = interpolated(target.get("rawSql").asText());
        assertThat(sql).doesNotContain("$");
        try (Connection history = DriverManager.getConnection(URL);
                ResultSet rows = history.createStatement().executeQuery(sql)) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
            }
            if (target.get("format").asText().equals("time_series")) {
                assertThat(names).startsWith("time");
                assertThat(columns.getColumnType(1)).isEqualTo(Types.TIMESTAMP);
            }
            String axis = panel.at("/options/xField").asText();
            assertThat(names).contains(axis.isEmpty() ? names.getFirst() : axis);
            int found = 0;
            while (rows.next()) {
                found++;
            }
            assertThat(found).as(sql).isPositive();
        }
    }

    /** As Grafana does it, for one value of each variable. */
    private static String interpolated(String sql) {
        return sql.replaceAll(
                        "\\$__timeFilter\\((\\w+)\\)", "$1 BETWEEN '2026-06-01T00:00:00Z' AND '2026-06-08T00:00:00Z'")
                .replace("${stack:sqlstring}", "'s'")
                .replace("${scenario:sqlstring}", "'x'");
    }
}

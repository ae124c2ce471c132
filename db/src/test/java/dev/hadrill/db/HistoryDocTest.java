package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.RtoPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** docs/history.md is true: its queries run, and its tables are the database's. */
class HistoryDocTest {
    private static final Path DOC = Path.of("../docs/history.md");
    private static final String BEGIN = "<!-- tables -->\n";
    private static final String END = "<!-- end of tables -->";
    private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiDrillHistory history = new JdbiDrillHistory(database);

    @AfterEach
    void close() {
        database.close();
    }

    /** After a migration: {@code mvn test -pl db -am -Dtest=HistoryDocTest -Dhadrill.docs.write=true}. */
    @Test
    void everyTableAndColumnIsInTheDocAsTheDatabaseExplainsIt() throws IOException {
        String doc = Files.readString(DOC);
        int from = doc.indexOf(BEGIN) + BEGIN.length();
        int to = doc.indexOf(END);
        if (Boolean.getBoolean("hadrill.docs.write")) {
            Files.writeString(DOC, doc.substring(0, from) + tables() + doc.substring(to));
            return;
        }
        assertThat(doc.substring(from, to)).isEqualTo(tables());
    }

    @Test
    void thePhaseThatGrewComesFirst() throws IOException {
        drill("d1", "1.3.0", 5.0, 0.2);
        drill("d2", "1.3.0", 5.2, 0.4);
        drill("d3", "1.4.0", 5.1, 2.3);

        List<Map<String, Object>> rows = query(0);

        assertThat(rows).hasSize(4);
        assertThat(rows.getFirst())
                .containsEntry("phase", "promotion")
                .containsEntry("release", "1.4.0")
                .containsEntry("drills", 1L);
        assertThat(rows.getFirst().get("grew_sec")).hasToString("2.00");
        assertThat(rows.get(1)).containsEntry("phase", "detection");
        assertThat(rows.getLast().get("grew_sec"))
                .as("nothing came before 1.3.0")
                .isNull();
    }

    @Test
    void theRtoPerReleaseCountsWhatNeverRecovered() throws IOException {
        drill("d1", "1.3.0", 5.0, 0.2);
        history.persist(Drills.passed("without-release", "redis_kill"));
        history.persist(MeasuredDrills.measured("aborted", "1.3.0", Verdict.INCONCLUSIVE));
        history.persist(MeasuredDrills.watched("w1"));

        List<Map<String, Object>> rows = query(1);

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("release", "1.3.0").containsEntry("drills", 1L);
            assertThat(row).containsEntry("never_recovered", 0L).containsEntry("budget_sec", 20.0);
            assertThat((Double) row.get("median_sec")).isBetween(5.8, 12.5);
        });
    }

    @Test
    void aDrillThatLostWritesIsFound() throws IOException {
        history.persist(MeasuredDrills.measured("d1", "1.4.0", Verdict.FAILED));
        history.persist(Drills.passed("lossless", "redis_kill"));

        assertThat(query(2))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("store", "postgres")
                        .containsEntry("lost", 3)
                        .containsEntry("lost_sec", 0.25)
                        .containsEntry("wal_ledger_commits", 3)
                        .containsEntry("wal_agrees", true)
                        .containsEntry("known", true));
    }

    /** With phases of its own, whatever else it measured. */
    private void drill(String drillId, String release, double detection, double promotion) {
        DrillState drill = MeasuredDrills.measured(drillId, release, Verdict.PASSED);
        history.persist(drill);
        database.use(handle -> {
            handle.execute("DELETE FROM drill_phase WHERE drill_id = ?", drillId);
            DerivedRows.insert(
                    handle,
                    "drill_phase",
                    PhaseRow.of(
                            drillId,
                            List.of(
                                    new PhaseSpan(RtoPhase.DETECTION, 0, detection, 0, "agreed"),
                                    new PhaseSpan(
                                            RtoPhase.PROMOTION, detection, detection + promotion, 0, "takes writes"))));
        });
    }

    private List<Map<String, Object>> query(int index) throws IOException {
        Matcher matcher = QUERY.matcher(Files.readString(DOC));
        List<String> queries = new ArrayList<>();
        while (matcher.find()) {
            queries.add(matcher.group(1).strip());
        }
        assertThat(queries).hasSize(3);
        return database.in(handle ->
                handle.select(queries.get(index).replace(";", "")).mapToMap().list());
    }

    private String tables() {
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> table :
                database.in(handle -> handle.select("""
                        SELECT c.relname AS name, obj_description(c.oid) AS comment FROM pg_class c
                        WHERE c.relkind = 'r' AND (c.relname LIKE 'drill%' OR c.relname = 'notice') ORDER BY c.oid""").mapToMap().list())) {
            text.append("%n### %s%n%n%s%n%n| column | type | meaning |%n|---|---|---|%n"
                    .formatted(table.get("name"), table.get("comment")));
            columns(String.valueOf(table.get("name"))).forEach(text::append);
        }
        return text.append('\n').toString();
    }

    private List<String> columns(String table) {
        return database.in(handle ->
                handle.createQuery("""
                        SELECT format(E'| `%s` | %s%s | %s |\\n', a.attname, format_type(a.atttypid, a.atttypmod),
                            CASE WHEN a.attnotnull THEN '' ELSE ', or null' END,
                            replace(col_description(a.attrelid, a.attnum), '|', E'\\\\|'))
                        FROM pg_attribute a
                        WHERE a.attrelid = CAST(:table AS regclass) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""").bind("table", table).mapTo(String.class).list());
    }
}

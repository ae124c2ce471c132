package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hadrill.workflows.drill.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/history.md is true: its queries run, and its tables are the database's. */
class HistoryDocTest {
    private static final Path DOC = Path.of("../docs/history.md");

    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiDrillHistory history = new JdbiDrillHistory(database);

    @AfterEach
    void close() {
        database.close();
    }

    /** After a migration: {@code mvn test -pl db -am -Dtest=HistoryDocTest -Dhadrill.docs.write=true}. */
    @ParameterizedTest
    @ValueSource(strings = {"questions", "views", "tables"})
    void theDocIsAsTheDatabaseExplainsIt(String part) throws IOException {
        String text = switch (part) {
            case "questions" -> questionsText();
            case "views" -> explained("v");
            default -> explained("r");
        };
        String doc = Files.readString(DOC);
        String begin = "<!-- %s -->\n".formatted(part);
        int from = doc.indexOf(begin) + begin.length();
        int to = doc.indexOf("<!-- end of %s -->".formatted(part));
        if (Boolean.getBoolean("hadrill.docs.write")) {
            Files.writeString(DOC, doc.substring(0, from) + text + doc.substring(to));
            return;
        }
        assertThat(doc.substring(from, to)).isEqualTo(text);
    }

    @Test
    void everyViewHasAQuestion() {
        assertThat(Question.all())
                .extracting(Question::view)
                .containsAll(relations("v").stream()
                        .map(view -> String.valueOf(view.get("name")))
                        .filter(view -> !view.equals("concluded_drill"))
                        .toList());
    }

    @Test
    void thePhaseThatGrewComesFirst() {
        drill("d1", "1.9.0", 5.0, 0.2);
        drill("d2", "1.9.0", 5.2, 0.4);
        drill("d3", "1.10.0", 5.1, 2.3);

        List<Map<String, Object>> rows = answer("Which phase grew");

        assertThat(rows).hasSize(14);
        assertThat(rows.getFirst())
                .containsEntry("phase", "promotion")
                .containsEntry("release", "1.10.0")
                .containsEntry("previous_release", "1.9.0")
                .containsEntry("drills", 1L);
        assertThat((Double) rows.getFirst().get("median_change_sec")).isCloseTo(2.0, within(1e-6));
        assertThat(rows.getLast().get("median_change_sec"))
                .as("nothing came before 1.9.0")
                .isNull();
    }

    @Test
    void theRtoPerReleaseCountsWhatNeverRecovered() {
        drill("d1", "1.3.0", 5.0, 0.2);
        history.persist(Drills.passed("without-release", "redis_kill"));
        history.persist(MeasuredDrills.measured("aborted", "1.3.0", Verdict.INCONCLUSIVE));
        history.persist(MeasuredDrills.watched("w1"));

        List<Map<String, Object>> rows = answer("How did the recovery time of a scenario move");

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("release", "1.3.0").containsEntry("measured", 1L);
            assertThat(row).containsEntry("never_recovered", 0L).containsEntry("rto_budget_sec", 20.0);
            assertThat(row).containsEntry("inconclusive", 1L);
            assertThat((Double) row.get("median_sec")).isBetween(5.8, 12.5);
        });
    }

    @Test
    void aDrillThatLostWritesIsFound() {
        history.persist(MeasuredDrills.measured("d1", "1.4.0", Verdict.FAILED));
        history.persist(Drills.passed("lossless", "redis_kill"));

        assertThat(answer("Which drills lost acknowledged writes"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("store", "postgres")
                        .containsEntry("lost", 3)
                        .containsEntry("lost_sec", 0.25)
                        .containsEntry("wal_ledger_commits", 3)
                        .containsEntry("wal_agrees", true)
                        .containsEntry("known", true));
    }

    @Test
    void whatBecameSlowerIsFoundAnywhere() {
        history.persist(
                TrendDrills.redisKill("d1", "1.9", 5.0).on("eu", "api_kill").state());
        history.persist(
                TrendDrills.redisKill("d2", "1.10", 6.0).on("eu", "api_kill").state());
        history.persist(TrendDrills.redisKill("d3", "1.10", 5.0).state());

        assertThat(answer("What became slower"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("stack", "eu").containsEntry("release", "1.10"));
    }

    @Test
    void theLatestRunsAndTheWeeksAreThoseOfLate() {
        int today = (int) Duration.between(TrendDrills.DAY, Instant.now()).toDays();
        history.persist(
                TrendDrills.redisKill("old", "1.9", 5.0).daysLater(today - 100).state());
        history.persist(
                TrendDrills.redisKill("new", "1.9", 5.0).daysLater(today).state());

        assertThat(answer("How long did the recoveries")).hasSize(1);
        assertThat(answer("How many drills a week")).hasSize(1);
        assertThat(answer("How did the drills of every scenario end"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("passed")).hasToString("2"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyQuestionIsAnsweredWhileNothingWasDrilled(Question question) {
        assertThat(answer(question.title())).isEmpty();
    }

    static List<Question> questions() {
        return Question.all();
    }

    /** With phases of its own, whatever else it measured. */
    private void drill(String drillId, String release, double detection, double promotion) {
        history.persist(MeasuredDrills.measured(drillId, release, Verdict.PASSED));
        database.use(handle -> handle.execute("""
                UPDATE drill SET detection_sec = ?, approval_sec = 0, promotion_sec = ?, reconnection_sec = 0,
                    readmission_sec = 0, stabilising_sec = 0, unattributed_sec = 0 WHERE drill_id = ?""", detection, promotion, drillId));
    }

    private List<Map<String, Object>> answer(String title) {
        Question asked = Question.all().stream()
                .filter(question -> question.title().startsWith(title))
                .findFirst()
                .orElseThrow();
        return database.in(handle -> handle.select(asked.statement()).mapToMap().list());
    }

    private static String questionsText() {
        return Question.all().stream()
                .map(question ->
                        "%n%s (`%s`)%n%n```sql%n%s%n```%n".formatted(question.title(), question.view(), question.sql()))
                .collect(Collectors.joining("", "", "\n"));
    }

    private String explained(String kind) {
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> relation : relations(kind)) {
            text.append("%n### %s%n%n%s%n%n| column | type | meaning |%n|---|---|---|%n"
                    .formatted(relation.get("name"), relation.get("comment")));
            columns(String.valueOf(relation.get("name"))).forEach(text::append);
        }
        return text.append('\n').toString();
    }

    private List<Map<String, Object>> relations(String kind) {
        return database.in(
                handle -> handle.createQuery("""
                        SELECT c.relname AS name, obj_description(c.oid) AS comment FROM pg_class c
                        WHERE c.relkind::text = :kind AND c.relnamespace = 'public'::regnamespace
                            AND c.relname <> 'flyway_schema_history'
                        ORDER BY c.oid""").bind("kind", kind).mapToMap().list());
    }

    private List<String> columns(String table) {
        return database.in(handle ->
                handle.createQuery("""
                        SELECT format(E'| `%s` | %s%s | %s |\\n', a.attname, format_type(a.atttypid, a.atttypmod),
                            CASE WHEN a.attnotnull OR c.relkind = 'v' THEN '' ELSE ', or null' END,
                            replace(col_description(a.attrelid, a.attnum), '|', E'\\\\|'))
                        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                        WHERE a.attrelid = CAST(:table AS regclass) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""").bind("table", table).mapTo(String.class).list());
    }
}

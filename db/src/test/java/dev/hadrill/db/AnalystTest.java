package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is in hadrill_analyst reads the views and nothing else. */
class AnalystTest {
    private static final String DATABASE = Postgres.newDatabase();
    private static final Jdbi OWNER = Jdbi.create(DATABASE, "postgres", "");
    private static final Jdbi ANALYST = Jdbi.create(DATABASE, "an_analyst", "");

    @BeforeAll
    static void aLoginInTheRole() {
        try (HistoryDatabase database = HistoryDatabase.owned(DATABASE, "postgres", "")) {
            new JdbiDrillHistory(database).persist(Drills.passed("d1", "redis_kill"));
            new JdbiDrillHistory(database)
                    .persist(TrendDrills.redisKill("d2", "1.0", 5.0).takenOver().state());
        }
        OWNER.useHandle(handle -> handle.execute("CREATE ROLE an_analyst LOGIN IN ROLE hadrill_analyst"));
    }

    static List<String> views() {
        return relations("'v'");
    }

    static List<String> tables() {
        return relations("'r', 'p', 'm', 'f'");
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyViewAnswers(String view) {
        assertThat(count(ANALYST, view)).isNotNegative();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyTableRefuses(String table) {
        assertRefused("SELECT count(*) FROM " + table);
        assertRefused("DELETE FROM " + table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int)",
                "CREATE TEMP TABLE t (a int)",
                "CREATE VIEW v AS SELECT 1",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1",
                "CREATE SCHEMA s",
                "SELECT lo_create(0)",
                "SELECT lo_from_bytea(0, 'x')",
                "SELECT pg_read_file('/etc/passwd')",
                "COPY rto_trend TO PROGRAM 'cat'",
                "INSERT INTO rto_trend (drill_id) VALUES ('x')",
                "UPDATE rto_trend SET release = 'x'",
                "DELETE FROM concluded_drill",
                "DROP VIEW rto_trend",
                "SELECT * FROM drill FOR UPDATE",
                "SELECT * FROM rto_trend FOR UPDATE",
                "SET ROLE postgres",
                "CREATE ROLE another"
            })
    void nothingElseIsAllowed(String statement) {
        assertRefused(statement);
    }

    @Test
    void runsInWhichTheEngineDiedCanBeIncluded() {
        long included = ANALYST.withHandle(handle -> {
            handle.execute("SET hadrill.engine_died = 'include'");
            return handle.select("SELECT count(*) FROM rto_trend")
                    .mapTo(Long.class)
                    .one();
        });

        assertThat(count(ANALYST, "rto_trend")).isOne();
        assertThat(included).isEqualTo(2);
    }

    @Test
    void theCommandsTrendsAreOpenToAnalystsToo() {
        TrendFilter all = new TrendFilter(null, null, null, true);
        try (HistoryDatabase reader = HistoryDatabase.reader(DATABASE, "an_analyst", "")) {
            JdbiTrends trends = new JdbiTrends(reader);

            assertThat(trends.kinds()).hasSize(1);
            assertThat(trends.rows(all, JdbiTrends.By.RELEASE, 9, 0)).hasSize(2);
            assertThat(trends.groups(all, JdbiTrends.By.WEEK)).hasSize(1);
        }
    }

    @Test
    void theRoleItselfIsNoLogin() {
        boolean may = OWNER.withHandle(
                handle -> handle.select("""
                        SELECT rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles
                        WHERE rolname = 'hadrill_analyst'""").mapTo(Boolean.class).one());

        assertThat(may).isFalse();
    }

    @Test
    void aWorkerThatMayNotCreateRolesStoresDrillsAllTheSame() {
        String url = Postgres.newServer();
        Jdbi.create(url, "postgres", "").useHandle(handle -> {
            handle.execute("CREATE ROLE plain LOGIN");
            handle.execute("GRANT CREATE ON SCHEMA public TO plain");
        });
        try (HistoryDatabase database = HistoryDatabase.owned(url, "plain", "")) {
            new JdbiDrillHistory(database).persist(Drills.passed("d1", "redis_kill"));
            assertThat(new JdbiDrillHistory(database).find("d1")).isPresent();
        }
        Jdbi.create(url, "postgres", "").useHandle(handle -> handle.execute("CREATE ROLE hadrill_analyst LOGIN"));

        try (HistoryDatabase restarted = HistoryDatabase.owned(url, "plain", "")) {
            restarted.ready();
        }

        assertThat(count(Jdbi.create(url, "hadrill_analyst", ""), "rto_trend"))
                .as("an administrator made the role, the next worker gave it its rights")
                .isOne();
    }

    private static void assertRefused(String statement) {
        assertThatThrownBy(() -> ANALYST.useHandle(handle -> handle.execute(statement)))
                .as(statement)
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner|cannot (insert|update|delete)).*");
    }

    private static long count(Jdbi who, String view) {
        return who.withHandle(handle ->
                handle.select("SELECT count(*) FROM " + view).mapTo(Long.class).one());
    }

    private static List<String> relations(String kinds) {
        return OWNER.withHandle(handle ->
                handle.select("""
                        SELECT relname FROM pg_class WHERE relkind IN (%s) AND relnamespace = 'public'::regnamespace
                        ORDER BY relname""".formatted(kinds)).mapTo(String.class).list());
    }
}

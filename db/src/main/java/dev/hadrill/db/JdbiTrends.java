package dev.hadrill.db;

import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateRequest;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The trends, from the views that analysts have too. Blocks; fails as {@link HistoryDatabase} does. */
public final class JdbiTrends {
    /** The group of drills that name no release. */
    public static final String NO_RELEASE = "(none)";

    private static final int NEWEST = 24;

    private static final int WORST = 3;

    private static final String SELECTED = """
            WHERE (:scenario::text IS NULL OR scenario = :scenario) AND (:stack::text IS NULL OR stack = :stack)
                AND (:since::timestamptz IS NULL OR started_at >= :since)
            """;

    private final HistoryDatabase database;

    public JdbiTrends(HistoryDatabase database) {
        this.database = database;
    }

    /** What drills are together in one group. */
    public enum By {
        RELEASE,
        WEEK
    }

    /** A stack, and a scenario that was drilled on it. */
    public record Kind(String stack, String scenario) {}

    /** A release whose newest gate on a stack FAILED. */
    public record Rejected(String stack, String release) {}

    /** Of every stack. */
    public Set<Rejected> rejected() {
        return database.in(handle -> handle.createQuery("SELECT stack, release FROM rejected_release")
                .map((row, context) -> new Rejected(row.getString("stack"), row.getString("release")))
                .set());
    }

    /** Of every drill that has a verdict. */
    public List<Kind> kinds() {
        return database.in(handle -> handle.createQuery(
                        "SELECT DISTINCT stack, scenario FROM verdict_counts ORDER BY stack, scenario")
                .map((row, context) -> new Kind(row.getString("stack"), row.getString("scenario")))
                .list());
    }

    /** What there is room for in a table or a picture: the newest drills of each group, and its worst; as {@link #rows}. */
    public List<TrendRow> shown(TrendFilter filter, By by) {
        return rows(filter, by, NEWEST, WORST);
    }

    /** What releases are compared by: the newest drills of each, on every scenario; as {@link #rows}. */
    public List<TrendRow> compared(@Nullable String stack, boolean engineDied) {
        return rows(new TrendFilter(null, stack, null, engineDied), By.RELEASE, GateRequest.MOST_REPEATS, 0);
    }

    /**
     * Drills that measured, by stack and scenario, then in the order of releases, then of time.
     *
     * @param newest so many of each group
     * @param worst so many of each group besides, where they are not among the newest
     */
    List<TrendRow> rows(TrendFilter filter, By by, int newest, int worst) {
        String group = "PARTITION BY stack, scenario, " + (by == By.WEEK ? "week" : "release");
        return read(
                filter,
                handle -> bound(handle, """
                        SELECT * FROM (
                            SELECT *, row_number() OVER (%1$s ORDER BY started_at DESC, drill_id) AS nth_newest,
                                row_number() OVER (%1$s ORDER BY rto_hi_sec DESC NULLS FIRST, rto_lo_sec DESC, drill_id) AS nth_worst
                            FROM rto_trend %2$s) AS ranked
                        WHERE nth_newest <= :newest OR nth_worst <= :worst
                        ORDER BY stack, scenario, release_key NULLS FIRST, started_at, drill_id""".formatted(group, SELECTED), filter)
                        .bind("newest", newest)
                        .bind("worst", worst)
                        .map((row, context) -> trendRow(row))
                        .list());
    }

    /** Without comparisons; by stack and scenario, then in the order of releases or weeks. */
    public List<ReleaseTrend> groups(TrendFilter filter, By by) {
        String name = by == By.WEEK ? "week::text" : "coalesce(release, '%s')".formatted(NO_RELEASE);
        String order = by == By.WEEK ? "week" : "release_key";
        return read(
                filter,
                handle -> bound(handle, """
                        SELECT stack, scenario, %s AS name, min(started_at) AS since, count(*) AS drills, count(rank_sec) AS measured,
                            count(*) FILTER (WHERE verdict = 'PASSED') AS passed,
                            count(*) FILTER (WHERE verdict = 'FAILED') AS failed,
                            count(*) FILTER (WHERE verdict = 'INCONCLUSIVE') AS inconclusive,
                            count(*) FILTER (WHERE rank_sec = 'Infinity') AS never_recovered,
                            CASE WHEN 2 * count(*) FILTER (WHERE rank_sec = 'Infinity') < count(rank_sec)
                                THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY rank_sec) END AS median_sec,
                            min(rto_lo_sec) FILTER (WHERE rank_sec IS NOT NULL) AS best_lo_sec,
                            CASE WHEN max(rank_sec) < 'Infinity'
                                THEN max(rto_hi_sec) FILTER (WHERE rank_sec IS NOT NULL) END AS worst_hi_sec,
                            max(rto_budget_sec) AS rto_budget_sec,
                            sum(lost_writes) FILTER (WHERE verdict <> 'INCONCLUSIVE') AS lost_writes
                        FROM concluded_drill %s GROUP BY stack, scenario, %s, name
                        ORDER BY stack, scenario, %3$s NULLS FIRST, name""".formatted(name, SELECTED, order), filter)
                        .map((row, context) -> group(row))
                        .list());
    }

    private <T> T read(TrendFilter filter, Function<Handle, T> query) {
        return database.in(handle -> {
            if (filter.engineDied()) {
                handle.execute("SET LOCAL hadrill.engine_died = 'include'");
            }
            return query.apply(handle);
        });
    }

    private static Query bound(Handle handle, String sql, TrendFilter filter) {
        return handle.createQuery(sql)
                .bind("scenario", filter.scenario())
                .bind("stack", filter.stack())
                .bind("since", filter.since());
    }

    private static TrendRow trendRow(ResultSet row) throws SQLException {
        return new TrendRow(
                new TrendPoint(
                        row.getString("drill_id"),
                        row.getString("stack"),
                        row.getString("scenario"),
                        row.getString("release"),
                        instant(row, "started_at"),
                        Verdict.valueOf(row.getString("verdict")),
                        row.getBoolean("recovered"),
                        row.getDouble("rto_sec"),
                        row.getDouble("rto_lo_sec"),
                        number(row, "rto_hi_sec"),
                        row.getDouble("rto_budget_sec")),
                row.getObject("week", LocalDate.class),
                number(row, "machine_rto_sec"));
    }

    private static ReleaseTrend group(ResultSet row) throws SQLException {
        Number lost = (Number) row.getObject("lost_writes");
        return new ReleaseTrend(
                row.getString("stack"),
                row.getString("scenario"),
                row.getString("name"),
                instant(row, "since"),
                row.getInt("drills"),
                row.getInt("measured"),
                row.getInt("passed"),
                row.getInt("failed"),
                row.getInt("inconclusive"),
                row.getInt("never_recovered"),
                number(row, "median_sec"),
                number(row, "best_lo_sec"),
                number(row, "worst_hi_sec"),
                row.getDouble("rto_budget_sec"),
                lost == null ? null : Math.toIntExact(lost.longValue()),
                null);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Double.class);
    }
}

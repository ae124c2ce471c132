package dev.hadrill.db;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes the segments of old drills out of the history: every single probe, sighting and write. Rows, events and evidence
 * stay. Blocks; fails as {@link HistoryDatabase} does.
 */
public final class JdbiSegmentPruning {
    /** Deleted in one transaction: far below what the connection waits for. */
    private static final int DRILLS_AT_ONCE = 50;

    /**
     * A drill that has no end in the history is running, or was refused before its fault and left nothing else. A running
     * one adds a segment every few seconds, and its worker ships them within a minute once the history is back.
     */
    private static final String OLD = """
            SELECT s.drill_id, s.segments, s.bytes
            FROM (SELECT drill_id, count(*) AS segments, sum(octet_length(content)) AS bytes, max(stored_at) AS newest
                FROM drill_segment GROUP BY drill_id) AS s
            LEFT JOIN drill d USING (drill_id)
            WHERE CASE WHEN d.finished_at IS NULL
                THEN s.newest < now() - make_interval(days => greatest(:days, 1))
                ELSE d.finished_at < now() - make_interval(days => :days) END
            ORDER BY s.drill_id
            """;

    private final HistoryDatabase database;

    public JdbiSegmentPruning(HistoryDatabase database) {
        this.database = database;
    }

    /** Segments that are there no more, or would not be. */
    public record Freed(int drills, long segments, long bytes) {}

    /** What {@link #prune} would free. */
    public Freed wouldFree(int keepDays) {
        return sum(old(keepDays));
    }

    /** Of drills that ended more than so many days ago, and of what never became a drill. Safe to repeat. */
    public Freed prune(int keepDays) {
        List<Old> old = old(keepDays);
        List<Old> freed = new ArrayList<>();
        for (int from = 0; from < old.size(); from += DRILLS_AT_ONCE) {
            List<Old> some = old.subList(from, Math.min(old.size(), from + DRILLS_AT_ONCE));
            freed.addAll(database.in(handle -> delete(handle, some)));
        }
        return sum(freed);
    }

    private List<Old> old(int keepDays) {
        return database.in(handle -> handle.createQuery(OLD)
                .bind("days", keepDays)
                .map((row, context) ->
                        new Old(row.getString("drill_id"), row.getLong("segments"), row.getLong("bytes")))
                .list());
    }

    private static List<Old> delete(Handle handle, List<Old> drills) {
        return handle.createQuery("""
                        WITH gone AS (
                            DELETE FROM drill_segment WHERE drill_id IN (<drills>)
                            RETURNING drill_id, octet_length(content) AS bytes)
                        SELECT drill_id, count(*) AS segments, sum(bytes) AS bytes FROM gone GROUP BY drill_id""")
                .bindList("drills", drills.stream().map(Old::drillId).toList())
                .map((row, context) ->
                        new Old(row.getString("drill_id"), row.getLong("segments"), row.getLong("bytes")))
                .list();
    }

    private static Freed sum(List<Old> drills) {
        return new Freed(
                drills.size(),
                drills.stream().mapToLong(Old::segments).sum(),
                drills.stream().mapToLong(Old::bytes).sum());
    }

    private record Old(String drillId, long segments, long bytes) {}
}

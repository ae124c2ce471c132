package dev.hadrill.db;

import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import java.util.List;

/** Segments of samples, sightings and ledger entries in the history. Blocks; fails as {@link HistoryDatabase} does. */
public final class JdbiSegmentStore implements SegmentStore {
    private final HistoryDatabase database;

    public JdbiSegmentStore(HistoryDatabase database) {
        this.database = database;
    }

    @Override
    public void append(Segment segment) {
        database.use(handle -> handle.createUpdate("""
                        INSERT INTO drill_segment (drill_id, stream, attempt, seq, content)
                        VALUES (:drill, :stream, :attempt, :seq, :content) ON CONFLICT DO NOTHING""")
                .bind("drill", segment.drillId())
                .bind("stream", segment.stream())
                .bind("attempt", segment.attempt())
                .bind("seq", segment.sequence())
                .bind("content", segment.content())
                .execute());
    }

    @Override
    public List<Segment> read(String drillId) {
        return database.in(handle -> handle.createQuery("""
                        SELECT stream, attempt, seq, content FROM drill_segment WHERE drill_id = :drill
                        ORDER BY attempt, seq, stream""")
                .bind("drill", drillId)
                .map((row, context) -> new Segment(
                        drillId,
                        row.getString("stream"),
                        row.getInt("attempt"),
                        row.getInt("seq"),
                        row.getBytes("content")))
                .list());
    }
}

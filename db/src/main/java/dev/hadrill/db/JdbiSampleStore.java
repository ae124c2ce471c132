package dev.hadrill.db;

import dev.hadrill.workflows.observation.SampleStore;
import dev.hadrill.workflows.observation.Segment;
import java.util.List;

/** Samples in the history. Blocks; fails as {@link HistoryDatabase} does. */
public final class JdbiSampleStore implements SampleStore {
    private final HistoryDatabase database;

    public JdbiSampleStore(HistoryDatabase database) {
        this.database = database;
    }

    @Override
    public void append(Segment segment) {
        database.use(handle -> handle.createUpdate("""
                        INSERT INTO drill_samples (drill_id, probe, attempt, seq, samples)
                        VALUES (:drill, :probe, :attempt, :seq, :samples) ON CONFLICT DO NOTHING""")
                .bind("drill", segment.drillId())
                .bind("probe", segment.probe())
                .bind("attempt", segment.attempt())
                .bind("seq", segment.sequence())
                .bind("samples", segment.samples())
                .execute());
    }

    @Override
    public List<Segment> read(String drillId) {
        return database.in(handle -> handle.createQuery("""
                        SELECT probe, attempt, seq, samples FROM drill_samples WHERE drill_id = :drill
                        ORDER BY attempt, seq, probe""")
                .bind("drill", drillId)
                .map((row, context) -> new Segment(
                        drillId,
                        row.getString("probe"),
                        row.getInt("attempt"),
                        row.getInt("seq"),
                        row.getBytes("samples")))
                .list());
    }
}

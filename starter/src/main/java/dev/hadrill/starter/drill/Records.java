package dev.hadrill.starter.drill;

import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import dev.hadrill.db.JdbiEvidenceStore;
import dev.hadrill.db.JdbiNotices;
import dev.hadrill.db.JdbiSegmentPruning;
import dev.hadrill.db.JdbiTrends;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.history.LastDrill;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The history, read by commands and pruned by one. Blocks for 2 s at most while it is down, and fails with {@code HistoryDown}. */
public final class Records implements AutoCloseable {
    private final HistoryDatabase database;

    public Records(Connection connection) {
        this.database =
                HistoryDatabase.reader(connection.historyUrl(), connection.historyUser(), connection.historyPassword());
    }

    public List<DrillSummary> list(int limit, @Nullable String scenario, @Nullable String stack) {
        return new JdbiDrillHistory(database).list(limit, scenario, stack);
    }

    /** By drill id, by the beginning of one, or by workflow id. */
    public Optional<DrillSummary> find(String name) {
        return new JdbiDrillHistory(database).find(name);
    }

    /** The newest drill of every scenario that measured something. */
    public List<LastDrill> lastMeasured() {
        return new JdbiDrillHistory(database).lastMeasured();
    }

    /** The drill as its events tell it. */
    public Optional<DrillState> events(String drillId) {
        return new JdbiDrillHistory(database).events(drillId);
    }

    public Optional<Evidence> evidence(String drillId) {
        return new JdbiEvidenceStore(database).find(drillId);
    }

    /** What the webhook was not told. */
    public JdbiNotices.Backlog undelivered() {
        return new JdbiNotices(database).backlog();
    }

    public JdbiTrends trends() {
        return new JdbiTrends(database);
    }

    public JdbiSegmentPruning pruning() {
        return new JdbiSegmentPruning(database);
    }

    @Override
    public void close() {
        database.close();
    }
}

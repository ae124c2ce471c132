package dev.hadrill.worker;

import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** Every adapter with what it needs; the history may be away, now and later. */
final class Wiring implements AutoCloseable {
    private final HistoryDatabase database;
    private final Liveness liveness = new Liveness();
    private final List<Object> activities;

    private Wiring(HistoryDatabase database, List<Object> activities) {
        this.database = database;
        this.activities = List.copyOf(activities);
    }

    static Wiring of(WorkerConfig config, WorkflowClient client) {
        HistoryDatabase database =
                HistoryDatabase.owned(config.historyUrl(), config.historyUser(), config.historyPassword());
        JdbiDrillHistory history = new JdbiDrillHistory(database);
        return new Wiring(database, List.of(history));
    }

    Liveness liveness() {
        return liveness;
    }

    List<Object> activities() {
        return activities;
    }

    void start() {}

    @Override
    public void close() {
        liveness.close();
        database.close();
    }
}

package dev.hadrill.worker;

import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.docker.DockerFaults;
import dev.hadrill.activities.files.StackFiles;
import dev.hadrill.activities.postgres.PostgresRunbook;
import dev.hadrill.activities.stack.DockerStack;
import dev.hadrill.activities.stack.StackRestorer;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.evidence.EvidenceActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every adapter with what it needs; the history may be away, now and later. */
final class Wiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final HistoryDatabase database;
    private final Liveness liveness = new Liveness();
    private final List<Object> activities;

    private Wiring(HistoryDatabase database, List<Object> activities) {
        this.database = database;
        this.activities = List.copyOf(activities);
    }

    static Wiring of(WorkerConfig config, Map<String, String> environment) {
        HistoryDatabase database =
                HistoryDatabase.owned(config.historyUrl(), config.historyUser(), config.historyPassword());
        JdbiDrillHistory history = new JdbiDrillHistory(database);
        DockerEngines engines = new DockerEngines();
        EvidenceActivities evidence = drill -> {
            throw Failures.refuse(Failures.BAD_REQUEST, "this worker cannot render evidence yet");
        };
        return new Wiring(
                database,
                List.of(
                        new DockerStack(new StackFiles(config.stacks()), engines, environment),
                        new DockerFaults(engines),
                        new PostgresRunbook(engines),
                        new StackRestorer(engines, evidence, history),
                        history));
    }

    List<Object> activities() {
        return activities;
    }

    Liveness liveness() {
        return liveness;
    }

    /** Returns at once; brings the history's tables up to date beside the work. */
    void start() {
        Thread.ofPlatform().daemon().name("history").start(() -> {
            try {
                database.ready();
            } catch (ApplicationFailure e) {
                LOG.warn("{}; drills are refused until it is back", e.getOriginalMessage());
            }
        });
    }

    @Override
    public void close() {
        liveness.close();
        database.close();
    }
}

package dev.hadrill.worker;

import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.docker.DockerFaults;
import dev.hadrill.activities.docker.ExecAsking;
import dev.hadrill.activities.evidence.EvidenceFiles;
import dev.hadrill.activities.files.DelayedEvidence;
import dev.hadrill.activities.files.DelayedHistory;
import dev.hadrill.activities.files.Outbox;
import dev.hadrill.activities.files.SpooledSegments;
import dev.hadrill.activities.files.StackFiles;
import dev.hadrill.activities.gate.GateFiles;
import dev.hadrill.activities.http.HttpProbe;
import dev.hadrill.activities.observation.Askers;
import dev.hadrill.activities.observation.Observer;
import dev.hadrill.activities.postgres.PostgresRunbook;
import dev.hadrill.activities.stack.DockerStack;
import dev.hadrill.activities.stack.DrillConclusion;
import dev.hadrill.activities.stack.Followers;
import dev.hadrill.activities.stack.LedgerKeeper;
import dev.hadrill.activities.stack.Members;
import dev.hadrill.activities.stack.StackRestorer;
import dev.hadrill.activities.webhook.Receiver;
import dev.hadrill.activities.witness.StackWitness;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import dev.hadrill.db.JdbiEvidenceStore;
import dev.hadrill.db.JdbiGateHistory;
import dev.hadrill.db.JdbiNotices;
import dev.hadrill.db.JdbiSegmentStore;
import dev.hadrill.db.LatestVerdicts;
import dev.hadrill.worker.metrics.Metrics;
import dev.hadrill.worker.metrics.Sources;
import dev.hadrill.workflows.evidence.EvidenceStore;
import dev.hadrill.workflows.history.Due;
import dev.hadrill.workflows.observation.ExecProbe;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.PinRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every adapter with what it needs; the history may be away, now and later. */
final class Wiring implements AutoCloseable {
    private final HistoryDatabase database;
    private final DockerEngines engines;
    private final Shipping shipping;
    private final Outward outward;
    private final Liveness liveness = new Liveness();
    private final List<Object> activities;

    private Wiring(
            HistoryDatabase database,
            DockerEngines engines,
            Shipping shipping,
            Outward outward,
            List<Object> activities) {
        this.database = database;
        this.engines = engines;
        this.shipping = shipping;
        this.outward = outward;
        this.activities = List.copyOf(activities);
    }

    static Wiring of(WorkerConfig config, Map<String, String> environment, @Nullable Metrics metrics) {
        HistoryDatabase database =
                HistoryDatabase.owned(config.historyUrl(), config.historyUser(), config.historyPassword());
        Receiver webhook = config.webhook();
        JdbiDrillHistory rows = new JdbiDrillHistory(database, webhook != null);
        JdbiEvidenceStore folders = new JdbiEvidenceStore(database);
        Outbox outbox = new Outbox(config.data().resolve("outbox"));
        SpooledSegments samples = new SpooledSegments(config.data().resolve("spool"), new JdbiSegmentStore(database));
        DelayedHistory history = new DelayedHistory(rows, outbox);
        EvidenceStore store = new DelayedEvidence(folders, outbox);
        EvidenceFiles evidence = new EvidenceFiles(samples, store);
        DrillConclusion conclusion = new DrillConclusion(evidence, history);
        DockerEngines engines = new DockerEngines();
        StackFiles files = new StackFiles(config.stacks());
        DockerStack stacks = new DockerStack(files, engines, environment);
        Observer observer = new Observer(samples, new StackWitness(engines), askers(new Members(engines)));
        JdbiNotices notices = new JdbiNotices(database);
        Sources sources = new Sources(
                new LatestVerdicts(database)::read,
                () -> Due.of(files.readable(), rows.lastMeasured(), Instant.now()),
                notices::backlog,
                outbox::waiting,
                samples::bytes,
                observer::now);
        return new Wiring(
                database,
                engines,
                new Shipping(database, rows, folders, outbox, samples),
                new Outward(metrics, sources, webhook == null ? null : new Announcing(notices, webhook)),
                List.of(
                        stacks,
                        observer,
                        new DockerFaults(engines, new Followers()),
                        new PostgresRunbook(engines),
                        new LedgerKeeper(engines, samples),
                        new StackRestorer(engines, samples, conclusion),
                        conclusion,
                        evidence,
                        history,
                        new JdbiGateHistory(database, webhook != null),
                        new GateFiles(
                                rows::events,
                                store,
                                stack -> engines.of(stacks.pin(new PinRequest(stack, null, null)))
                                        .version())));
    }

    private static Askers askers(Members members) {
        return (pinned, request) -> switch (pinned.probe()) {
            case UrlProbe url -> HttpProbe.of(pinned, request);
            case ExecProbe exec ->
                ExecAsking.of(
                        exec,
                        request.probing(),
                        () -> members.find(Objects.requireNonNull(request.stack()), exec.in()));
        };
    }

    List<Object> activities() {
        return activities;
    }

    Liveness liveness() {
        return liveness;
    }

    /** Returns at once. */
    void start() {
        shipping.start();
        outward.start();
    }

    @Override
    public void close() {
        outward.close();
        shipping.close();
        liveness.close();
        engines.close();
        database.close();
    }
}

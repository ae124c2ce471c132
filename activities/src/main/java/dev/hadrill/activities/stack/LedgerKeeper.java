package dev.hadrill.activities.stack;

import dev.hadrill.activities.docker.Await;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.docker.Parallel;
import dev.hadrill.activities.ledger.LedgerStore;
import dev.hadrill.activities.ledger.StoreRun;
import dev.hadrill.activities.postgres.PostgresLedger;
import dev.hadrill.activities.valkey.ValkeyLedger;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.ledger.LedgerActivities;
import dev.hadrill.workflows.ledger.LedgerPlan;
import dev.hadrill.workflows.ledger.LedgerRecord;
import dev.hadrill.workflows.ledger.LedgerRequest;
import dev.hadrill.workflows.ledger.Reconciliation;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.WalLoss;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.ReplicaSet;
import dev.hadrill.workflows.stack.SentinelCluster;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the ledger of stacks whose members are containers of one Docker engine. */
public final class LedgerKeeper implements LedgerActivities {
    /** A helper container takes a second, a client of a healthy store 0.3 s; a store that takes longer is not healthy. */
    private static final Duration FIRST_WRITE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(LedgerKeeper.class);

    private final DockerEngines engines;
    private final SegmentStore segments;

    public LedgerKeeper(DockerEngines engines, SegmentStore segments) {
        this.engines = engines;
        this.segments = segments;
    }

    @Override
    public int write(LedgerRequest request) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        try (Heartbeat heartbeat = new Heartbeat(context, "beginning the ledger")) {
            return write(
                    request,
                    context.getInfo().getAttempt(),
                    at -> context.getWorkflowClient()
                            .newUntypedWorkflowStub(request.workflowId())
                            .signal("ledgerReady", at),
                    heartbeat::say);
        }
    }

    /**
     * Blocks until {@code progress} throws: that is how it hears that it is not wanted any more.
     *
     * @param ready told once every store has acknowledged
     */
    int write(LedgerRequest request, int attempt, Consumer<Stamp> ready, Consumer<String> progress) {
        List<Segment> recorded = attempt == 1 ? List.of() : segments.read(request.drillId());
        List<StoreRun> runs = new ArrayList<>();
        try {
            for (LedgerStore store : stores(request)) {
                LedgerRecord earlier = LedgerRecord.of(store.name(), recorded);
                runs.add(new StoreRun(store, plan(request), segments, request.drillId(), attempt, earlier));
            }
            awaitFirstWrites(runs, ready, progress);
            while (true) {
                progress.accept("writing");
                Await.pause();
            }
        } catch (ActivityCanceledException | ActivityNotExistsException | WorkflowNotFoundException e) {
            LOG.debug("drill {}: the ledger was written long enough", request.drillId());
        } finally {
            Parallel.map(runs, run -> {
                run.close();
                return true;
            });
        }
        return runs.stream().mapToInt(StoreRun::tried).sum();
    }

    private static void awaitFirstWrites(List<StoreRun> runs, Consumer<Stamp> ready, Consumer<String> progress) {
        long deadline = System.nanoTime() + FIRST_WRITE.toNanos();
        while (!runs.stream().allMatch(StoreRun::began)) {
            progress.accept("beginning");
            if (System.nanoTime() > deadline) {
                throw Failures.refuse(
                        Failures.BASELINE_UNHEALTHY,
                        "ledger: no write acknowledged within %d s, expected one of each store: %s"
                                .formatted(
                                        FIRST_WRITE.toSeconds(),
                                        runs.stream()
                                                .filter(run -> !run.began())
                                                .map(StoreRun::problem)
                                                .collect(Collectors.joining("; "))));
            }
            Await.pause();
        }
        ready.accept(Stamp.now());
    }

    @Override
    public List<StoreLedger> readBack(LedgerRequest request, @Nullable Injection injection) {
        List<Segment> recorded = segments.read(request.drillId());
        return Parallel.map(stores(request), store -> readBack(store, recorded, injection));
    }

    private static StoreLedger readBack(LedgerStore store, List<Segment> recorded, @Nullable Injection injection) {
        LedgerRecord record = recall(store, LedgerRecord.of(store.name(), recorded));
        WalLoss walLoss = LedgerRecord.walLoss(store.name(), recorded).orElse(null);
        try {
            return new Reconciliation(record, store.read(), injection, walLoss).of(store.name());
        } catch (ApplicationFailure e) {
            return Reconciliation.unreadable(store.name(), record, walLoss, e.getOriginalMessage());
        }
    }

    /** A worker that died did not record all that its clients were told. */
    private static LedgerRecord recall(LedgerStore store, LedgerRecord record) {
        if (record.complete()) {
            return record;
        }
        try {
            return record.completedBy(store.remembered());
        } catch (ApplicationFailure e) {
            LOG.warn("{}: {}; the record stays incomplete", store.name(), e.getOriginalMessage());
            return record;
        }
    }

    @Override
    public List<String> sweep(LedgerRequest request) {
        return Parallel.map(stores(request), store -> {
                    try {
                        store.sweep();
                        return Optional.<String>empty();
                    } catch (ApplicationFailure e) {
                        return Optional.of(store.name() + ": " + e.getOriginalMessage());
                    }
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private List<LedgerStore> stores(LedgerRequest request) {
        DockerEngine engine = engines.of(request.stack());
        List<String> wanted = plan(request).stores();
        return request.stack().stack().components().entrySet().stream()
                .filter(component -> wanted == null || wanted.contains(component.getKey()))
                .flatMap(component -> store(engine, request, component))
                .toList();
    }

    private static Stream<LedgerStore> store(
            DockerEngine engine, LedgerRequest request, Map.Entry<String, Component> component) {
        return switch (component.getValue()) {
            case PostgresPair pair ->
                Stream.of(new PostgresLedger(engine, request.stack(), component.getKey(), pair, request.drillId()));
            case SentinelCluster cluster ->
                Stream.of(new ValkeyLedger(engine, request.stack(), component.getKey(), cluster, request.drillId()));
            case ReplicaSet none -> Stream.of();
        };
    }

    private static LedgerPlan plan(LedgerRequest request) {
        return Objects.requireNonNull(request.stack().stack().ledger());
    }
}

package dev.hadrill.activities.stack;

import static org.awaitility.Awaitility.await;

import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.ledger.LedgerRecord;
import dev.hadrill.workflows.ledger.LedgerRequest;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Stack;
import io.temporal.client.ActivityCanceledException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A ledger in the running lab, written as an activity would, without Temporal. */
final class LedgerLab implements AutoCloseable {
    private final MemorySegments segments;
    final LedgerRequest request;
    private final DockerEngines engines = new DockerEngines();
    final LedgerKeeper keeper;
    private final List<Stamp> ready = new CopyOnWriteArrayList<>();
    private volatile boolean unwanted;
    private @Nullable CompletableFuture<Integer> writing;

    LedgerLab(Lab lab) {
        this(lab, lab.stack.stack().components());
    }

    LedgerLab(Lab lab, Map<String, Component> components) {
        segments = lab.segments;
        keeper = new LedgerKeeper(engines, segments);
        request = new LedgerRequest("lab-" + UUID.randomUUID(), "nobody", with(lab.stack, components));
    }

    private static PinnedStack with(PinnedStack pinned, Map<String, Component> components) {
        Stack stack = pinned.stack();
        return new PinnedStack(
                new Stack(
                        stack.name(),
                        false,
                        stack.dockerHost(),
                        stack.compose(),
                        stack.observation(),
                        stack.ledger(),
                        components,
                        Map.of()),
                pinned.dockerHost(),
                pinned.composeDir(),
                pinned.probes(),
                pinned.configSha256());
    }

    /** Returns once every store has acknowledged. */
    void write(int attempt) {
        unwanted = false;
        ready.clear();
        CompletableFuture<Integer> begun =
                CompletableFuture.supplyAsync(() -> keeper.write(request, attempt, ready::add, what -> {
                    if (unwanted) {
                        throw new ActivityCanceledException();
                    }
                }));
        writing = begun;
        await().atMost(Duration.ofSeconds(30)).until(() -> begun.isDone() || !ready.isEmpty());
        if (begun.isDone()) {
            writing = null;
            begun.join();
        }
    }

    /** How many writes were tried. */
    int stop() {
        unwanted = true;
        CompletableFuture<Integer> begun = writing;
        writing = null;
        return begun == null ? 0 : begun.join();
    }

    LedgerRecord record(String store) {
        return LedgerRecord.of(store, segments.read(request.drillId()));
    }

    Map<String, StoreLedger> readBack(@Nullable Injection injection) {
        Map<String, StoreLedger> stores = keeper.readBack(request, injection).stream()
                .collect(Collectors.toMap(StoreLedger::store, Function.identity()));
        stores.values().forEach(store -> Lab.say(store.toString()));
        return stores;
    }

    @Override
    public void close() {
        stop();
        keeper.sweep(request).forEach(left -> Lab.say("not swept: " + left));
        engines.close();
    }
}

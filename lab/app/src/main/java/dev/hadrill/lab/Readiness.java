package dev.hadrill.lab;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ready is: every store has just acknowledged a write. */
final class Readiness {
    static final Duration LIMIT = Duration.ofSeconds(5);
    // Writers of one row wait for each other's commit; a few rows for an instance keep them apart.
    private static final int ROWS = 8;

    private final String instance;
    private final List<Store> stores;
    private final Executor threads;
    private final AtomicInteger turn = new AtomicInteger();

    Readiness(String instance, List<Store> stores, Executor threads) {
        this.instance = instance;
        this.stores = stores;
        this.threads = threads;
    }

    record Check(String name, long millis, @Nullable String error) {
        boolean ok() {
            return error == null;
        }

        String json() {
            return quote(name) + ":{\"ok\":" + ok() + ",\"latency_ms\":" + millis
                    + (error == null ? "" : ",\"error\":" + quote(error)) + "}";
        }
    }

    record Report(List<Check> checks) {
        boolean ready() {
            return checks.stream().allMatch(Check::ok);
        }

        String json() {
            return "{\"status\":\"" + (ready() ? "ready" : "degraded") + "\",\"checks\":{"
                    + checks.stream().map(Check::json).collect(Collectors.joining(",")) + "}}";
        }
    }

    /** Asks all stores at once; blocks for {@link #LIMIT} at most. */
    Report check() {
        String key = "ready:" + instance + ":" + Math.floorMod(turn.getAndIncrement(), ROWS);
        return new Report(stores.stream().map(store -> check(store, key)).toList().stream()
                .map(CompletableFuture::join)
                .toList());
    }

    private CompletableFuture<Check> check(Store store, String key) {
        long start = System.nanoTime();
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                store.write(key, LIMIT);
                                return new Check(store.name(), since(start), null);
                            } catch (Exception e) {
                                return new Check(store.name(), since(start), e.toString());
                            }
                        },
                        threads)
                .orTimeout(LIMIT.toMillis(), MILLISECONDS)
                .exceptionally(e -> new Check(
                        store.name(),
                        since(start),
                        e instanceof TimeoutException ? "no answer within " + LIMIT.toSeconds() + " s" : e.toString()));
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}

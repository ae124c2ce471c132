package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.ReplicaSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the ledger of a stack is written.
 *
 * @param stores components to write to; null means every one that stores: Postgres pairs and Sentinel clusters
 * @param writesPerSec to each store
 * @param timeout of one write, after which nobody knows what became of it
 */
public record LedgerPlan(
        @Nullable List<String> stores,
        @Nullable Integer writesPerSec,
        @Nullable Duration timeout) {
    public LedgerPlan {
        stores = stores == null ? null : List.copyOf(stores);
        writesPerSec = writesPerSec == null ? Integer.valueOf(50) : writesPerSec;
        timeout = timeout == null ? Duration.ofSeconds(2) : timeout;
        if (writesPerSec < 1 || writesPerSec > 500) {
            throw new IllegalArgumentException("ledger.writes_per_sec must be 1 to 500, was " + writesPerSec);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("ledger.timeout must be > 0, was " + timeout);
        }
    }

    /** Fails with what is allowed unless each of its stores is one of these components, and there is one. */
    public void requireStores(Map<String, Component> components) {
        List<String> storing = components.entrySet().stream()
                .filter(component -> !(component.getValue() instanceof ReplicaSet))
                .map(Map.Entry::getKey)
                .toList();
        List<String> wanted = stores == null ? storing : stores;
        if (wanted.isEmpty() || !storing.containsAll(wanted)) {
            throw new IllegalArgumentException(
                    "ledger.stores %s: expected components that store; there are: %s".formatted(wanted, storing));
        }
    }

    @Override
    public Integer writesPerSec() {
        return Objects.requireNonNull(writesPerSec);
    }

    @Override
    public Duration timeout() {
        return Objects.requireNonNull(timeout);
    }
}

package dev.hadrill.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.ledger.LedgerRecord;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.Write;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import dev.hadrill.workflows.stack.Component;
import dev.hadrill.workflows.stack.SentinelCluster;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the running lab; stops nothing of it. */
@Tag("lab")
@Timeout(120)
class QuietLedgerLabTest {
    private final Lab lab = new Lab();
    private final LedgerLab ledger = new LedgerLab(lab);

    @AfterEach
    void close() {
        ledger.close();
        lab.close();
    }

    @Test
    void nothingIsLostWhereNothingHappensAndNothingIsLeftBehind() {
        ledger.write(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> written("postgres") > 300 && written("redis") > 300);
        int tried = ledger.stop();

        var stores = ledger.readBack(null);

        assertThat(stores).containsOnlyKeys("postgres", "redis");
        assertThat(stores.values()).allSatisfy(this::assertUnharmed);
        assertThat(tried).isEqualTo(all("postgres").size() + all("redis").size());
        for (String store : List.of("postgres", "redis")) {
            assertThat(all(store))
                    .filteredOn(write -> write.side() == Side.BESIDE)
                    .hasSizeGreaterThan(30);
            Lab.say("%s: %s".formatted(store, latency(store)));
        }
        assertThat(ledger.keeper.sweep(ledger.request)).isEmpty();
        assertThat(lab.psql(primary(), "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'hadrill%'")
                        .stdout()
                        .strip())
                .isEqualTo("0");
        assertThat(lab.valkey(master(), "--scan", "--pattern", "hadrill:*").stdout())
                .isBlank();
        assertThat(lab.engine().find("hadrill-ledger-freesdn-postgres")).isEmpty();
        assertThat(lab.engine().find("hadrill-ledger-freesdn-redis")).isEmpty();
    }

    @Test
    void anotherAttemptWritesAsOthersAndBothRecordsCount() {
        ledger.write(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> written("postgres") > 50 && written("redis") > 50);
        ledger.stop();
        int before = all("postgres").size();
        ledger.write(2);
        await().atMost(Duration.ofSeconds(20)).until(() -> written("postgres") > before + 50);
        ledger.stop();

        assertThat(ledger.readBack(null).values()).allSatisfy(this::assertUnharmed);
        assertThat(all("postgres").stream()
                        .map(write -> write.writer() / LedgerRecord.WRITERS_PER_ATTEMPT)
                        .distinct())
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aStoreThatNeverAcknowledgesRefusesTheDrillAndSaysWhy() {
        Map<String, Component> components = new HashMap<>(lab.stack.stack().components());
        SentinelCluster redis = (SentinelCluster) components.get("redis");
        components.put(
                "redis",
                new SentinelCluster(redis.members(), redis.sentinels(), "nosuch", redis.passwordEnv(), redis.cli()));
        try (LedgerLab refused = new LedgerLab(lab, components)) {
            assertThatThrownBy(() -> refused.write(1))
                    .hasRootCauseInstanceOf(ApplicationFailure.class)
                    .hasStackTraceContaining("ledger: no write acknowledged within 20 s")
                    .hasStackTraceContaining("redis: ")
                    .hasStackTraceContaining("no Sentinel names a master for nosuch");
        }
    }

    @Test
    void whatADyingWorkerDidNotRecordItsClientsRemember() {
        ledger.write(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> written("postgres") > 150 && written("redis") > 150);
        ledger.stop();
        var recorded = ledger.readBack(null);
        lab.segments.tear(1, 2); // the empty first page and one more are left of the record

        ledger.readBack(null).values().forEach(remembered -> {
            assertThat(remembered.complete()).as(remembered.toString()).isTrue();
            assertThat(remembered.unrecorded()).isZero();
            assertThat(remembered.lostWrites()).isZero();
            assertThat(remembered.acknowledged())
                    .isEqualTo(recorded.get(remembered.store()).acknowledged());
        });
    }

    private void assertUnharmed(StoreLedger store) {
        assertThat(store.readable()).as(store.toString()).isTrue();
        assertThat(store.complete()).isTrue();
        assertThat(store.acknowledged()).isPositive().isEqualTo(store.sent());
        assertThat(store.lostWrites()).isZero();
        assertThat(store.duplicated() + store.reordered() + store.unrecorded()).isZero();
        assertThat(store.splitBrain()).isNull();
    }

    private List<Write> all(String store) {
        return ledger.record(store).writes();
    }

    private long written(String store) {
        return all(store).stream()
                .filter(write -> write.outcome() == Outcome.ACKNOWLEDGED)
                .count();
    }

    private String latency(String store) {
        long[] sorted = all(store).stream()
                .mapToLong(write -> write.doneNs() - write.sentNs())
                .sorted()
                .toArray();
        return "%d writes, p50 %.1f ms, p99 %.1f ms"
                .formatted(sorted.length, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    private String primary() {
        return lab.psql("postgres", "SELECT pg_is_in_recovery()").stdout().startsWith("f")
                ? "postgres"
                : "postgres-standby";
    }

    private String master() {
        return lab.valkey("redis", "ROLE").stdout().startsWith("master") ? "redis" : "redis-replica";
    }
}

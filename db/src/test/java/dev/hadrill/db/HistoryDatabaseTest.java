package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HistoryDatabaseTest {
    @Test
    void aHistoryThatRefusesIsReportedWithinThreeSeconds() {
        assertIsDown("jdbc:postgresql://127.0.0.1:1/hadrill", "refused");
    }

    @Test
    void aHistoryThatNeverAnswersIsReportedWithinThreeSeconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertIsDown("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/hadrill", "");
        }
    }

    @Test
    void workersThatRaceToMigrateBothSucceed() {
        String url = Postgres.newDatabase();
        try (HistoryDatabase one = HistoryDatabase.owned(url, "postgres", "");
                HistoryDatabase other = HistoryDatabase.owned(url, "postgres", "")) {
            CompletableFuture.allOf(CompletableFuture.runAsync(one::ready), CompletableFuture.runAsync(other::ready))
                    .join();
            new JdbiDrillHistory(one).persist(Drills.passed("d1", "redis_kill"));
            assertThat(new JdbiDrillHistory(other).find("d1")).isPresent();
        }
    }

    @Test
    void aReaderOfAnEmptyHistorySaysWhoMakesTheTables() {
        try (HistoryDatabase reader = HistoryDatabase.reader(Postgres.newDatabase(), "postgres", "")) {
            assertThatThrownBy(() -> new JdbiDrillHistory(reader).list(1, null, null))
                    .hasMessageContaining("has no tables yet")
                    .hasMessageContaining("./hadrill up");
        }
    }

    @Test
    void aHistoryThatCannotBeWrittenIsNotReady() {
        String url = Postgres.newDatabase() + "?options=-c%20default_transaction_read_only=on";
        try (HistoryDatabase reader = HistoryDatabase.reader(url, "postgres", "")) {
            assertThatThrownBy(reader::ready).hasMessageContaining("read-only");
        }
    }

    @Test
    void everyColumnIsExplained() {
        try (HistoryDatabase database = Postgres.newHistory()) {
            List<String> unexplained = database.in(
                    handle -> handle.createQuery("""
                            SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                            WHERE c.relkind = 'r' AND (c.relname LIKE 'drill%' OR c.relname = 'notice') AND a.attnum > 0
                              AND col_description(c.oid, a.attnum) IS NULL""").mapTo(String.class).list());
            assertThat(unexplained).isEmpty();
        }
    }

    private static void assertIsDown(String url, String why) {
        try (HistoryDatabase database = HistoryDatabase.owned(url, "u", "secret")) {
            long before = System.nanoTime();
            assertThatThrownBy(database::ready).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                assertThat(failure.getType()).isEqualTo(Failures.HISTORY_DOWN);
                assertThat(failure.isNonRetryable()).isFalse();
                assertThat(failure.getOriginalMessage())
                        .contains(url)
                        .contains(why)
                        .doesNotContain("secret");
            });
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        }
    }
}

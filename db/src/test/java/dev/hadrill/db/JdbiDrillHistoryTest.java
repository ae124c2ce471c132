package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.history.LastDrill;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbiDrillHistoryTest {
    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiDrillHistory history = new JdbiDrillHistory(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void foldingTheRowsGivesTheStoredSummaryAgain() {
        DrillState drill = Drills.passed("d1", "redis_kill");

        history.persist(drill);

        DrillSummary stored = history.find("d1").orElseThrow();
        assertThat(stored).isEqualTo(drill.summary());
        assertThat(history.events("d1").orElseThrow()).isEqualTo(drill);
        assertThat(history.events("d1").orElseThrow().summary()).isEqualTo(stored);
        assertThat(stored.rtoSec()).isNotNull();
    }

    @Test
    void aSkippedDrillIsARowWithoutAVerdictThatSaysWhy() {
        DrillState skipped = Drills.begun("d1", "redis_kill")
                .apply(new DrillEvent.DrillSkipped(Drills.at(1), "stack freesdn is in use by drill-2"));

        history.persist(skipped);

        DrillSummary stored = history.find("d1").orElseThrow();
        assertThat(stored).isEqualTo(skipped.summary());
        assertThat(stored.skippedBecause()).isEqualTo("stack freesdn is in use by drill-2");
        assertThat(stored.verdict()).isNull();
        assertThat(stored.finishedAt()).isNotNull();
        assertThat(history.events("d1")).contains(skipped);
        for (String derived : List.of("drill_probe", "drill_outage", "drill_phase", "drill_ledger", "drill_evidence")) {
            assertThat(count(derived)).as(derived).isZero();
        }
    }

    @Test
    void onlyWhatMeasuredSomethingCountsAsLastMeasured() {
        history.persist(Drills.passed("d1", "redis_kill"));
        history.persist(Drills.begun("d2", "redis_kill"));
        history.persist(Drills.begun("d3", "api_kill").apply(new DrillEvent.DrillSkipped(Drills.at(1), "in use")));
        history.persist(Drills.begun("d4", "primary_kill")
                .apply(new DrillEvent.VerdictReached(Drills.at(9), Verdict.INCONCLUSIVE, "aborted")));

        assertThat(history.lastMeasured())
                .containsExactly(new LastDrill(
                        "freesdn",
                        "redis_kill",
                        Drills.passed("d1", "redis_kill").summary().startedAt()));
    }

    @Test
    void aHundredThousandDrillsAreNotReadForWhatWasLastMeasured() {
        history.persist(Drills.passed("d1", "redis_kill"));
        database.use(handle -> {
            handle.execute("""
                    INSERT INTO drill (drill_id, workflow_id, stack, scenario, started_at, finished_at, verdict, rto_budget_sec)
                    SELECT 'x' || n, 'w', 'alpha', 'scenario_' || n % 5, now() - n * interval '1 minute', now(), 'PASSED', 20
                    FROM generate_series(1, 100000) n""");
            handle.execute("ANALYZE drill");
        });
        String plan = database.in(handle -> String.join(
                "\n",
                handle.createQuery("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + JdbiDrillHistory.LAST_MEASURED)
                        .mapTo(String.class)
                        .list()));

        assertThat(history.lastMeasured()).hasSize(6);
        assertThat(plan).doesNotContain("Seq Scan").doesNotContainPattern("rows=\\d{3,}");
    }

    @Test
    void persistingTwiceStoresOnce() {
        DrillState drill = Drills.passed("d1", "redis_kill");

        history.persist(drill);
        history.persist(drill);

        assertThat(count("drill")).isEqualTo(1);
        assertThat(count("drill_event")).isEqualTo(drill.events().size());
    }

    @Test
    void aDrillIsPersistedAgainWhenMoreIsKnown() {
        history.persist(Drills.begun("d1", "redis_kill"));
        assertThat(history.find("d1").orElseThrow().verdict()).isNull();

        history.persist(Drills.passed("d1", "redis_kill"));

        assertThat(history.find("d1").orElseThrow().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void anOlderStateThatComesLateChangesNothing() {
        history.persist(Drills.passed("d1", "redis_kill"));

        history.persist(Drills.begun("d1", "redis_kill"));

        assertThat(history.find("d1"))
                .contains(Drills.passed("d1", "redis_kill").summary());
        assertThat(history.events("d1")).contains(Drills.passed("d1", "redis_kill"));
    }

    @Test
    void anotherEventUnderTheSameNumberIsRefusedAndStoresNothing() {
        history.persist(
                Drills.begun("d1", "redis_kill").apply(new DrillEvent.LeaseTaken(Drills.at(1), "stack/freesdn")));

        assertThatThrownBy(() -> history.persist(Drills.passed("d1", "redis_kill")))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(JdbiDrillHistory.CONFLICT);
                    assertThat(failure.isNonRetryable()).isTrue();
                    assertThat(failure.getOriginalMessage()).contains("1 is lease_taken, not undo_armed");
                });
        assertThat(count("drill_event")).isEqualTo(2);
        assertThat(history.find("d1").orElseThrow().verdict()).isNull();
    }

    @Test
    void eventsAreAppendOnly() {
        history.persist(Drills.passed("d1", "redis_kill"));

        for (String change :
                List.of("UPDATE drill_event SET type = 'x'", "DELETE FROM drill_event", "TRUNCATE drill_event")) {
            assertThatThrownBy(() -> database.use(handle -> handle.execute(change)))
                    .hasMessageContaining("drill_event is append-only");
        }
        assertThatThrownBy(() -> database.use(handle -> handle.execute("DELETE FROM drill")));
        assertThat(count("drill_event")).isPositive();
    }

    @Test
    void twoDrillsOfOneSecondAreTwo() {
        history.persist(Drills.passed("d1", "redis_kill"));
        history.persist(Drills.passed("d2", "redis_kill"));

        assertThat(history.list(10, null, null))
                .extracting(DrillSummary::drillId)
                .containsExactly("d1", "d2");
    }

    @Test
    void hostileTextStaysText() {
        String hostile = "'; DROP TABLE drill; -- :name ?1 {\"a\":1} <script> \\u0000 \n\t ❄ 💥";
        DrillState drill = hostile(hostile);

        history.persist(drill);

        assertThat(history.find("d'1").orElseThrow().release()).isEqualTo(hostile);
        assertThat(history.events("d'1")).contains(drill);
        assertThat(history.list(5, hostile, null)).isEmpty();
        assertThat(history.find("%")).isEmpty();
        assertThat(history.find(hostile)).isEmpty();
    }

    @Test
    void nulWhichPostgresHasNotIsReplaced() {
        history.persist(hostile("a\0b\\u0000"));

        assertThat(history.find("d'1").orElseThrow().release()).isEqualTo("a\uFFFDb\\u0000");
        assertThat(history.events("d'1").orElseThrow().summary())
                .isEqualTo(history.find("d'1").orElseThrow());
    }

    @Test
    void listsTheNewestFirstByScenarioAndStackUpToALimit() {
        history.persist(Drills.begun("d1", "redis_kill"));
        history.persist(Drills.begun("d2", "api_kill"));

        assertThat(history.list(10, "api_kill", null))
                .extracting(DrillSummary::drillId)
                .containsExactly("d2");
        assertThat(history.list(10, null, "freesdn")).hasSize(2);
        assertThat(history.list(10, null, "other")).isEmpty();
        assertThat(history.list(1, null, null)).hasSize(1);
    }

    @Test
    void findsByIdByTheBeginningOfOneAndByWorkflow() {
        history.persist(Drills.begun("abc1", "redis_kill"));
        history.persist(Drills.begun("abc12", "redis_kill"));
        history.persist(Drills.begun("b", "api_kill"));

        assertThat(history.find("abc1").orElseThrow().drillId()).isEqualTo("abc1");
        assertThat(history.find("abc12").orElseThrow().drillId()).isEqualTo("abc12");
        assertThat(history.find("drill-api_kill").orElseThrow().drillId()).isEqualTo("b");
        assertThat(history.find("none")).isEmpty();
        assertThatThrownBy(() -> history.find("ab")).hasMessageContaining("abc1, abc12");
    }

    @Test
    void aRowOfALaterHadrillIsStillRead() {
        history.persist(Drills.begun("d1", "redis_kill"));
        database.use(handle -> handle.execute("""
                INSERT INTO drill_event SELECT drill_id, 1, 'lease_taken', at_wall, at_mono_ns, boot_id,
                '{"type":"lease_taken","at":{"wall":"2026-06-05T14:30:00Z","zone":"x"},"lease_id":"l","new":1}'
                FROM drill_event"""));

        assertThat(history.events("d1").orElseThrow().has(DrillEvent.LeaseTaken.class))
                .isTrue();
    }

    private static DrillState hostile(String text) {
        return new DrillState(
                        "d'1",
                        "w",
                        List.of(new DrillEvent.DrillStarted(
                                Drills.at(0),
                                new DrillRequest("s", "st", null, null, text, null, null, null, null),
                                "st",
                                "s",
                                new Target("redis", Role.MASTER),
                                new dev.hadrill.workflows.fault.KillContainer(),
                                Recovery.AUTOMATIC,
                                Duration.ofSeconds(1),
                                null,
                                "http://127.0.0.1",
                                "")))
                .apply(new DrillEvent.DrillAborted(Drills.at(1), new Abort(text, "me")));
    }

    private int count(String table) {
        return database.in(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }
}

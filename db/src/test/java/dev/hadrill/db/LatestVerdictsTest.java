package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hadrill.workflows.drill.DrillSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatestVerdictsTest {
    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiDrillHistory history = new JdbiDrillHistory(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyStackAndScenarioHasItsNewestDrillWithAVerdict() {
        persist("a1", "alpha", "redis_kill", 1);
        persist("a2", "alpha", "redis_kill", 2);
        persist("a3", "alpha", "primary_kill", 3);
        persist("b1", "beta", "redis_kill", 4);
        history.persist(Drills.begun("running", "redis_kill"));
        history.persist(MeasuredDrills.watched("w1"));

        assertThat(new LatestVerdicts(database).read())
                .extracting(DrillSummary::stack, DrillSummary::scenario, DrillSummary::drillId)
                .containsExactly(
                        tuple("alpha", "primary_kill", "a3"),
                        tuple("alpha", "redis_kill", "a2"),
                        tuple("beta", "redis_kill", "b1"));
    }

    @Test
    void aHundredThousandDrillsAreNotReadForIt() {
        persist("d1", "alpha", "redis_kill", 1);
        database.use(handle -> {
            handle.execute("""
                    INSERT INTO drill (drill_id, workflow_id, stack, scenario, started_at, finished_at, verdict, rto_budget_sec)
                    SELECT 'x' || n, 'w', 'alpha', 'scenario_' || n % 5, now() - n * interval '1 minute', now(), 'PASSED', 20
                    FROM generate_series(1, 100000) n""");
            handle.execute("ANALYZE drill");
        });
        LatestVerdicts latest = new LatestVerdicts(database);
        latest.read();
        long before = System.nanoTime();

        assertThat(latest.read()).hasSize(6);

        assertThat(System.nanoTime() - before).isLessThan(100_000_000L);
    }

    private void persist(String drillId, String stack, String scenario, int day) {
        history.persist(Drills.passed(drillId, scenario));
        database.use(handle -> handle.execute(
                "UPDATE drill SET stack = ?, started_at = started_at + ? * interval '1 day' WHERE drill_id = ?",
                stack,
                day,
                drillId));
    }
}

package dev.hadrill.db;

import static dev.hadrill.db.TrendDrills.redisKill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What was stored before version 4 of the schema is in the trends too. */
class TrendMigrationTest {
    private static final String COLUMNS = """
            SELECT drill_id, release_key, week, rank_sec, engine_died, detection_sec, unattributed_sec,
                (SELECT string_agg(store || reading || latest, ',' ORDER BY store, reading) FROM drill_ledger l
                 WHERE l.drill_id = drill.drill_id) AS latest
            FROM drill ORDER BY drill_id""";

    @Test
    void rowsOfBeforeGetWhatNewOnesHave() {
        List<DrillState> drills = List.of(
                MeasuredDrills.measured("a", "26.08.10", Verdict.FAILED),
                MeasuredDrills.watched("b"),
                redisKill("c", "26.08.2", 5.0).state(),
                redisKill("d", "26.08.2", 5.0).takenOver().state(),
                redisKill("e", null, null).state(),
                TrendDrills.cutShort("f", "26.08.2"));
        List<Map<String, Object>> fresh = columns(Postgres.newDatabase(), drills);

        String old = Postgres.newDatabase();
        Flyway.configure().dataSource(old, "postgres", "").target("3").load().migrate();
        copy(drills, old);
        Jdbi.create(old, "postgres", "")
                .useHandle(handle ->
                        handle.execute("UPDATE drill SET rto_sec = 180, recovered = false WHERE drill_id = 'f'"));

        assertThat(columns(old, List.of())).isEqualTo(fresh);
        assertThat(fresh.get(3)).containsEntry("engine_died", true);
        assertThat(fresh.get(4)).containsEntry("rank_sec", Double.POSITIVE_INFINITY);
        assertThat(fresh.get(5)).as("cut short").containsEntry("rank_sec", null);
    }

    /** As a hadrill of version 3 wrote them: the columns that it knew. */
    private static void copy(List<DrillState> drills, String url) {
        Jdbi.create(url, "postgres", "")
                .useHandle(handle -> drills.forEach(drill -> {
                    handle.createUpdate(
                                    "INSERT INTO drill SELECT * FROM jsonb_populate_record(NULL::drill, :row::jsonb)")
                            .bind("row", StoredText.object(drill.summary()))
                            .execute();
                    JdbiDrillHistory.append(handle, drill.drillId(), StoredText.array(drill.events()));
                    DerivedRows.insert(handle, "drill_phase", PhaseRow.of(drill.drillId(), drill.phases()));
                    DerivedRows.insert(handle, "drill_ledger", LedgerRow.of(drill));
                }));
    }

    private static List<Map<String, Object>> columns(String url, List<DrillState> drills) {
        try (HistoryDatabase database = HistoryDatabase.owned(url, "postgres", "")) {
            drills.forEach(new JdbiDrillHistory(database)::persist);
            return database.in(handle -> handle.select(COLUMNS).mapToMap().list());
        }
    }
}

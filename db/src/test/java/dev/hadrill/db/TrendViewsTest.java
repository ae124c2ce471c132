package dev.hadrill.db;

import static dev.hadrill.db.TrendDrills.redisKill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.hadrill.db.JdbiTrends.By;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.finding.Finding;
import dev.hadrill.workflows.finding.Severity;
import dev.hadrill.workflows.history.ReleaseTrend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrendViewsTest {
    private static final TrendFilter ALL = new TrendFilter(null, null, null, false);

    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiDrillHistory history = new JdbiDrillHistory(database);
    private final JdbiTrends trends = new JdbiTrends(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRunThatNeverRecoveredRanksAboveAllAndHasNoUpperBound() {
        keep(redisKill("d1", "1.0", 5.0), redisKill("d2", "1.0", null), redisKill("d3", "1.0", 7.0));

        assertThat(rows("SELECT drill_id, rto_hi_sec, machine_rto_sec, rank_sec FROM rto_trend ORDER BY rank_sec DESC"))
                .first()
                .satisfies(row -> assertThat(row)
                        .containsEntry("drill_id", "d2")
                        .containsEntry("rank_sec", Double.POSITIVE_INFINITY)
                        .containsEntry("rto_hi_sec", null)
                        .containsEntry("machine_rto_sec", null));
        assertThat(rows("SELECT * FROM release_comparison")).singleElement().satisfies(row -> {
            assertThat((Double) row.get("median_sec")).isCloseTo(7.0, within(1e-6));
            assertThat(row).containsEntry("measured", 3L).containsEntry("never_recovered", 1L);
            assertThat(row).containsEntry("worst_hi_sec", null);
        });
    }

    @Test
    void aRunThatWasCutShortIsCountedAndInNoFigure() {
        keep(redisKill("d1", "1.0", 5.0));
        history.persist(TrendDrills.cutShort("d2", "1.0"));

        assertThat(rows("SELECT drill_id FROM rto_trend")).hasSize(1);
        assertThat(rows("SELECT * FROM release_comparison"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("failed", 1L)
                        .containsEntry("measured", 1L)
                        .containsEntry("never_recovered", 0L));
        assertThat(history.find("d2").orElseThrow().rtoLoSec())
                .as("all that is known")
                .isCloseTo(180, within(0.1));
    }

    @Test
    void thereIsNoMedianWhereHalfOrMoreNeverRecovered() {
        keep(redisKill("a1", "1.0", 5.0), redisKill("a2", "1.0", null));
        keep(redisKill("b1", "1.1", 5.0), redisKill("b2", "1.1", 6.0), redisKill("b3", "1.1", null));
        keep(redisKill("c1", "1.2", null), redisKill("c2", "1.2", null), redisKill("c3", "1.2", 4.0));
        keep(redisKill("e1", "1.3", null), redisKill("e2", "1.3", null));

        assertThat(
                        rows(
                                "SELECT round(median_sec::numeric, 3)::text AS median FROM release_comparison ORDER BY release_key"))
                .extracting(row -> row.get("median"))
                .containsExactly(null, "6.000", null, null);
    }

    @Test
    void inconclusiveDrillsAreCountedAndInNoFigure() {
        keep(redisKill("d1", "1.0", 5.0), redisKill("d2", "1.0", 19.0).verdict(Verdict.INCONCLUSIVE));

        assertThat(rows("SELECT drill_id FROM rto_trend")).hasSize(1);
        assertThat(rows("SELECT * FROM verdict_counts"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("drills", 2L)
                        .containsEntry("passed", 1L)
                        .containsEntry("inconclusive", 1L));
        assertThat(rows("SELECT * FROM release_comparison")).singleElement().satisfies(row -> {
            assertThat(row)
                    .containsEntry("drills", 2L)
                    .containsEntry("inconclusive", 1L)
                    .containsEntry("measured", 1L);
            assertThat((Double) row.get("worst_hi_sec")).isCloseTo(5.05, within(1e-6));
        });
    }

    @Test
    void anObservationIsNoDrill() {
        history.persist(MeasuredDrills.watched("w1"));
        history.persist(Drills.begun("d1", "redis_kill"));

        for (String view :
                List.of("concluded_drill", "rto_trend", "rpo_trend", "verdict_counts", "release_comparison")) {
            assertThat(rows("SELECT * FROM " + view)).as(view).isEmpty();
        }
    }

    @Test
    void theNewestOfEachGroupAreReadAndItsWorst() {
        keep(
                redisKill("a1", "1.0", 19.0),
                redisKill("a2", "1.0", null).daysLater(1),
                redisKill("a3", "1.0", 5.0).daysLater(2),
                redisKill("a4", "1.0", 5.0).daysLater(3),
                redisKill("a5", "1.0", 5.0).daysLater(4),
                redisKill("b1", "1.1", 5.0).daysLater(5),
                redisKill("c1", null, 5.0).daysLater(6));

        assertThat(trends.rows(ALL, By.RELEASE, 2, 1))
                .extracting(row -> row.point().drillId())
                .containsExactly("c1", "a2", "a4", "a5", "b1");
        assertThat(trends.rows(ALL, By.RELEASE, 2, 0))
                .extracting(row -> row.point().drillId())
                .containsExactly("c1", "a4", "a5", "b1");
        assertThat(trends.rows(ALL, By.WEEK, 1, 0)) // the third day is the next Monday's week
                .extracting(row -> row.point().drillId())
                .containsExactly("c1", "a3");
        assertThat(trends.groups(ALL, By.RELEASE))
                .extracting(ReleaseTrend::group, ReleaseTrend::drills, ReleaseTrend::measured)
                .containsExactly(tuple("(none)", 1, 1), tuple("1.0", 5, 5), tuple("1.1", 1, 1));
    }

    @Test
    void runsInWhichTheEngineDiedAreLeftOutUnlessTheyAreAskedFor() {
        keep(redisKill("d1", "1.0", 5.0), redisKill("d2", "1.0", 6.0).takenOver());
        history.persist(MeasuredDrills.measured("d3", "1.0", Verdict.PASSED));

        assertThat(rows("SELECT drill_id FROM rto_trend ORDER BY drill_id")).hasSize(2);
        assertThat(rows("SELECT * FROM verdict_counts"))
                .first()
                .satisfies(row -> assertThat(row).containsEntry("drills", 3L).containsEntry("engine_died", 1L));
        assertThat(trends.rows(ALL, By.RELEASE, 99, 0)).hasSize(2);
        assertThat(trends.rows(new TrendFilter(null, null, null, true), By.RELEASE, 99, 0))
                .extracting(row -> row.point().drillId())
                .contains("d2");
        assertThat(trends.rows(ALL, By.RELEASE, 99, 0))
                .as("the setting ends with its transaction")
                .hasSize(2);
    }

    @Test
    void theEventsSayWhetherTheEngineDied() {
        DrillState begun = redisKill("d", "1.0", 5.0).begun();
        Stamp at = Stamp.now();
        DrillEvent verdict = new DrillEvent.VerdictReached(at, Verdict.PASSED, "");
        DrillEvent failed = new DrillEvent.EngineFailed(at, "a worker was lost");

        assertThat(begun.apply(verdict).engineDied()).isFalse();
        assertThat(begun.apply(failed).apply(verdict).engineDied()).isTrue();
        assertThat(begun.apply(verdict).apply(failed).engineDied())
                .as("a report that cannot be rendered is no figure")
                .isFalse();
        assertThat(begun.apply(new DrillEvent.LeaseLost(at, "ended from outside"))
                        .apply(verdict)
                        .engineDied())
                .isTrue();
        assertThat(redisKill("d", "1.0", 5.0).takenOver().state().engineDied()).isTrue();
    }

    @Test
    void phasesAreComparedWithTheReleaseBeforeAndAbsentOnesCountAsNothing() {
        keep(redisKill("d1", "1.9", 5.0), redisKill("d2", "1.10", 6.0), redisKill("d3", "1.10", null));
        phases("d1", "detection_sec = 4.5, promotion_sec = 0.5");
        phases("d2", "detection_sec = 4.5, promotion_sec = 1.5");

        assertThat(
                        rows(
                                "SELECT * FROM phase_trend WHERE release = '1.10' ORDER BY median_change_sec DESC, phase_order"))
                .hasSize(7)
                .first()
                .satisfies(row -> assertThat(row)
                        .containsEntry("phase", "promotion")
                        .containsEntry("drills", 1L)
                        .containsEntry("previous_release", "1.9")
                        .containsEntry("median_change_sec", 1.0));
        assertThat(rows("SELECT median_sec FROM phase_trend WHERE release = '1.9' AND phase = 'approval'"))
                .containsExactly(Map.of("median_sec", 0.0));
    }

    @Test
    void lostWritesAreARowPerStoreOfTheLastReading() {
        history.persist(MeasuredDrills.measured("d1", "1.0", Verdict.FAILED));

        assertThat(rows("SELECT store, lost, lost_sec, known, wal_agrees FROM rpo_trend ORDER BY store"))
                .hasSize(2)
                .first()
                .satisfies(row -> assertThat(row)
                        .containsEntry("store", "postgres")
                        .containsEntry("lost", 3)
                        .containsEntry("known", true)
                        .containsEntry("wal_agrees", true));
    }

    @Test
    void openFindingsAreThoseOfTheLatestDrillThatSaysSomethingAndOfInconclusiveOnesSince() {
        keep(
                redisKill("d1", "1.0", 25.0),
                redisKill("d2", "1.1", 26.0).daysLater(1),
                redisKill("d3", "1.1", 5.0).daysLater(2).verdict(Verdict.INCONCLUSIVE),
                redisKill("e1", "1.0", 25.0).on("freesdn", "api_kill"),
                redisKill("e2", "1.0", 5.0).on("freesdn", "api_kill").daysLater(1),
                redisKill("f1", "1.0", 5.0).on("us", "api_kill").verdict(Verdict.INCONCLUSIVE));
        findings("d1", finding(Severity.HIGH, "rto_over_budget"), finding(Severity.LOW, "mended"));
        findings("d2", finding(Severity.LOW, "flaps"), finding(Severity.HIGH, "rto_over_budget"));
        findings("d3", finding(Severity.LOW, "flaps"), finding(Severity.MEDIUM, "fault_not_landed"));
        findings("e1", finding(Severity.CRITICAL, "mended_too"));
        findings("e2");
        findings("f1", finding(Severity.LOW, "the only one"));

        assertThat(rows("""
                        SELECT *, extract(day FROM last_seen - first_seen)::int AS days FROM findings_open
                        ORDER BY severity_rank, stack"""))
                .extracting(row -> row.get("code"), row -> row.get("drill_id"), row -> row.get("days"))
                .containsExactly(
                        tuple("rto_over_budget", "d2", 1),
                        tuple("fault_not_landed", "d3", 0),
                        tuple("flaps", "d3", 1),
                        tuple("the only one", "f1", 0));
    }

    @Test
    void theCommandsGroupsAreTheViews() {
        keep(
                redisKill("d1", "26.08.10", 5.0),
                redisKill("d2", "26.08.2", 6.0),
                redisKill("d3", "26.08.2", null).daysLater(3),
                redisKill("d4", "26.08.2", 6.5).daysLater(4).verdict(Verdict.INCONCLUSIVE),
                redisKill("d5", null, 6.5).daysLater(4),
                redisKill("d6", "26.08.2", 6.5).on("eu", "api_kill").takenOver());

        List<ReleaseTrend> groups = trends.groups(ALL, By.RELEASE);

        assertThat(groups).extracting(ReleaseTrend::group).containsExactly("(none)", "26.08.2", "26.08.10");
        List<Map<String, Object>> view = rows("SELECT * FROM release_comparison ORDER BY stack, scenario, release_key");
        for (int i = 0; i < view.size(); i++) {
            ReleaseTrend group = groups.get(i + 1);
            assertThat(view.get(i))
                    .containsEntry("release", group.group())
                    .containsEntry("drills", (long) group.drills())
                    .containsEntry("inconclusive", (long) group.inconclusive())
                    .containsEntry("never_recovered", (long) group.neverRecovered())
                    .containsEntry("median_sec", group.medianSec())
                    .containsEntry("worst_hi_sec", group.worstHiSec());
        }
        assertThat(trends.groups(ALL, By.WEEK))
                .extracting(ReleaseTrend::group, ReleaseTrend::drills)
                .containsExactly(tuple("2026-06-01", 2), tuple("2026-06-08", 3));
        assertThat(trends.groups(
                        new TrendFilter("redis_kill", "freesdn", TrendDrills.DAY.plusSeconds(1), false), By.RELEASE))
                .extracting(ReleaseTrend::group, ReleaseTrend::drills)
                .containsExactly(tuple("(none)", 1), tuple("26.08.2", 2));
    }

    private void keep(TrendDrills... drills) {
        for (TrendDrills drill : drills) {
            history.persist(drill.state());
        }
    }

    private void phases(String drillId, String columns) {
        database.use(handle -> handle.execute(
                "UPDATE drill SET reconnection_sec = 0, readmission_sec = 0, "
                        + "stabilising_sec = 0, unattributed_sec = 0, " + columns + " WHERE drill_id = ?",
                drillId));
    }

    /** In the place of those that it has. */
    private void findings(String drillId, Finding... findings) {
        DrillState drill = history.events(drillId).orElseThrow();
        database.use(handle -> {
            handle.execute("DELETE FROM drill_finding WHERE drill_id = ?", drillId);
            DerivedRows.insert(handle, "drill_finding", FindingRow.of(drill, List.of(findings)));
        });
    }

    private static Finding finding(Severity severity, String code) {
        return new Finding(severity, code, "load_balancer", "what", "remedy");
    }

    private List<Map<String, Object>> rows(String sql) {
        return database.in(handle -> handle.select(sql).mapToMap().list());
    }
}

package dev.hadrill.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.Approval;
import dev.hadrill.workflows.gate.CompareRequest;
import dev.hadrill.workflows.gate.Compared;
import dev.hadrill.workflows.gate.Decision;
import dev.hadrill.workflows.gate.GateRequest;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.gate.GateSummary;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Run;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbiGateHistoryTest {
    private static final Instant GATE_BEGAN = Instant.parse("2026-06-05T14:00:00Z");

    private final HistoryDatabase database = Postgres.newHistory();
    private final JdbiGateHistory gates = new JdbiGateHistory(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aGateIsStoredWithItsDrillsAndComparisonsAndFoundAgain() {
        GateState gate = gate("g1", Verdict.PASSED);

        gates.persist(gate);

        assertThat(gates.find("g1")).contains(gate.summary());
        assertThat(gates.find("gate/freesdn/26.08.2")).contains(gate.summary());
        assertThat(gates.find("none")).isEmpty();
        assertThat(gates.drills("g1")).containsExactly("d1");
        assertThat(rows("SELECT ran, verdict FROM gate_drill ORDER BY seq"))
                .extracting(row -> row.get("ran"), row -> row.get("verdict"))
                .containsExactly(tuple(true, "PASSED"), tuple(false, null));
        assertThat(rows("SELECT * FROM gate_comparison"))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("outcome", "NO_WORSE")
                        .containsEntry("p_holm", 0.8)
                        .containsEntry("words", "no worse"));
    }

    @Test
    void storingAGateTwiceStoresItOnceAndTheLastStateCounts() {
        gates.persist(gate("g1", Verdict.PASSED));
        gates.persist(gate("g1", Verdict.INCONCLUSIVE));

        assertThat(gates.find("g1").map(GateSummary::verdict)).contains(Verdict.INCONCLUSIVE);
        assertThat(rows("SELECT 1 AS one FROM gate_drill")).hasSize(2);
    }

    @Test
    void aVerdictIsLeftForTheWebhookOnceWhereOneIsConfigured() throws IOException {
        JdbiGateHistory announcing = new JdbiGateHistory(database, true);
        announcing.persist(gate("g1", Verdict.FAILED));
        announcing.persist(gate("g1", Verdict.FAILED));
        JdbiNotices notices = new JdbiNotices(database);

        JsonNode body = Json.mapper()
                .readTree(notices.claim(List.of(Duration.ofHours(1)))
                        .orElseThrow()
                        .body());

        assertThat(body.path("id").asText()).isEqualTo("gate_verdict_g1");
        assertThat(body.path("type").asText()).isEqualTo("gate.verdict");
        assertThat(body.at("/data/verdict").asText()).isEqualTo("FAILED");
        assertThat(notices.claim(List.of(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void anAmbiguousBeginningIsRefused() {
        gates.persist(gate("ga1", Verdict.PASSED));
        gates.persist(gate("ga2", Verdict.PASSED));

        assertThatThrownBy(() -> gates.find("ga")).hasMessageContaining("ga1", "ga2");
    }

    @Test
    void theBaselineIsTheLastTwentyMeasuredDrillsOfOtherReleasesOfThatStackAndScenario() {
        for (int i = 0; i < 25; i++) {
            drill("old" + i, "26.08.1", i, Verdict.PASSED, 5.0 + i, 5.4 + i, false);
        }
        drill("same-release", "26.08.2", 30, Verdict.PASSED, 1.0, 1.1, false);
        drill("unclear", "26.08.1", 31, Verdict.INCONCLUSIVE, 1.0, 1.1, false);
        drill("unmeasured", "26.08.1", 32, Verdict.FAILED, null, null, false);
        drill("nameless", null, 33, Verdict.PASSED, 1.0, 1.1, false);
        drill("later", "26.08.1", 24 * 60, Verdict.PASSED, 1.0, 1.1, false);
        database.use(handle -> handle.execute("UPDATE drill SET stack = 'other' WHERE drill_id = 'old24'"));
        database.use(handle -> handle.execute("UPDATE drill SET scenario = 'other' WHERE drill_id = 'old23'"));

        Compared compared = gates.compare(request(null, List.of()));

        List<Run> baseline = compared.samples().getFirst().baseline();
        assertThat(baseline).hasSize(20);
        assertThat(baseline).extracting(Run::drillId).startsWith("old3", "old4").endsWith("old22");
        assertThat(baseline.getLast().rtoSec()).isEqualTo(27.2);
        assertThat(baseline.getLast().widthSec()).isCloseTo(0.4, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(compared.baselineReleases()).containsExactly("26.08.1");
    }

    @Test
    void theBaselineIsOfReleasesThatOrderBeforeTheCandidateAsVersions() {
        drill("before", "26.08.1", 1, Verdict.PASSED, 5.0, 5.4, false);
        drill("candidate-of-it", "26.08.2-rc.1", 2, Verdict.PASSED, 5.0, 5.4, false);
        drill("newer-though-less-as-text", "26.08.10", 3, Verdict.PASSED, 5.0, 5.4, false);
        drill("newer", "26.09.1", 4, Verdict.PASSED, 5.0, 5.4, false);

        Compared compared = gates.compare(request(null, List.of()));

        assertThat(compared.samples().getFirst().baseline())
                .extracting(Run::drillId)
                .containsExactly("before", "candidate-of-it");
        assertThat(compared.baselineReleases()).containsExactly("26.08.2-rc.1", "26.08.1");
        assertThat(baseline("26.09.1")).as("asked for by name").containsExactly("newer");
    }

    @Test
    void aReleaseThatItsNewestGateRejectedIsNoBaselineUnlessItIsAskedFor() {
        drill("good", "26.07.1", 1, Verdict.PASSED, 5.0, 5.4, false);
        drill("rejected", "26.08.1", 2, Verdict.FAILED, 25.0, 25.4, false);
        gates.persist(gateOf("g1", "26.08.1", 1, Verdict.PASSED));
        gates.persist(gateOf("g2", "26.08.1", 2, Verdict.FAILED));
        gates.persist(gateOf("skipped", "26.08.1", 3, null));
        gates.persist(gateOf("g3", "26.07.1", 1, Verdict.FAILED));
        gates.persist(gateOf("g4", "26.07.1", 2, Verdict.PASSED));

        assertThat(baseline(null)).containsExactly("good");
        assertThat(baseline("26.08.1")).containsExactly("rejected");
        database.use(handle -> handle.execute("UPDATE gate SET stack = 'elsewhere' WHERE gate_id = 'g2'"));
        assertThat(baseline(null)).as("rejected on another stack").containsExactly("good", "rejected");
    }

    @Test
    void aDrillOfTheGateThatIsNotInTheHistoryYetIsWaitedFor() {
        Run mine = new Run("mine", 5.2, 0.4);

        assertThatThrownBy(() -> gates.compare(request(null, List.of(mine))))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(Failures.HISTORY_DOWN);
                    assertThat(failure.isNonRetryable()).isFalse();
                    assertThat(failure.getOriginalMessage()).contains("drills mine of the gate");
                });
        drill("mine", "26.08.2", 3, Verdict.PASSED, 5.0, 5.4, true);

        assertThat(gates.compare(request(null, List.of(mine))).leftOut()).containsExactly("mine");
    }

    @Test
    void gatesAreListedTheNewestFirstWithThoseThatWereSkipped() {
        gates.persist(gateOf("g1", "26.08.1", 1, Verdict.PASSED));
        gates.persist(gateOf("skipped", "26.08.1", 3, null));
        gates.persist(gateOf("g2", "26.08.2", 2, Verdict.FAILED));

        assertThat(gates.list(20, null)).extracting(GateSummary::gateId).containsExactly("skipped", "g2", "g1");
        assertThat(gates.list(1, "freesdn"))
                .singleElement()
                .satisfies(gate -> assertThat(gate.skippedBecause()).isEqualTo("in use"));
        assertThat(gates.list(20, "other")).isEmpty();
    }

    @Test
    void aNamedBaselineIsThatReleaseAlone() {
        drill("a", "26.08.1", 1, Verdict.PASSED, 5.0, 5.4, false);
        drill("b", "26.07.9", 2, Verdict.PASSED, 5.0, 5.4, false);

        assertThat(gates.compare(request("26.07.9", List.of()))
                        .samples()
                        .getFirst()
                        .baseline())
                .extracting(Run::drillId)
                .containsExactly("b");
    }

    @Test
    void whatNeverRecoveredCountsAsALowerBoundAndWhatTheEngineDiedInDoesNotCount() {
        drill("never", "26.08.1", 1, Verdict.FAILED, 60.0, null, false);
        drill("died", "26.08.1", 2, Verdict.PASSED, 5.0, 5.4, true);
        drill("mine", "26.08.2", 3, Verdict.PASSED, 5.0, 5.4, false);
        drill("mine-died", "26.08.2", 4, Verdict.PASSED, 5.0, 5.4, true);

        Compared compared =
                gates.compare(request(null, List.of(new Run("mine", 5.2, 0.4), new Run("mine-died", 5.2, 0.4))));

        assertThat(compared.samples().getFirst().baseline()).singleElement().satisfies(run -> {
            assertThat(run.recovered()).isFalse();
            assertThat(run.rtoSec()).isEqualTo(60.0);
        });
        assertThat(compared.samples().getFirst().candidate())
                .extracting(Run::drillId)
                .containsExactly("mine");
        assertThat(compared.leftOut()).containsExactly("mine-died");
    }

    @Test
    void aBaselineThatHasNoDrillIsRefusedWithThoseThatHave() {
        assertThatThrownBy(() -> gates.requireBaseline("freesdn", "26.08.0"))
                .hasMessageContaining("no release has one");
        drill("a", "26.08.1", 1, Verdict.PASSED, 5.0, 5.4, false);

        gates.requireBaseline("freesdn", "26.08.1");
        assertThatThrownBy(() -> gates.requireBaseline("freesdn", "26.08.0"))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(Failures.BAD_REQUEST);
                    assertThat(failure.isNonRetryable()).isTrue();
                    assertThat(failure.getOriginalMessage()).endsWith("the last releases are: 26.08.1");
                });
    }

    private List<String> baseline(@Nullable String asked) {
        return gates.compare(request(asked, List.of())).samples().getFirst().baseline().stream()
                .map(Run::drillId)
                .toList();
    }

    /** A gate of another release, so many days after; one without a verdict was skipped. */
    private static GateState gateOf(String id, String release, int day, @Nullable Verdict verdict) {
        return new GateState(
                id,
                "gate/freesdn/" + release,
                GateRequest.of(release),
                GateState.Stage.REPORTING,
                GATE_BEGAN.plus(Duration.ofDays(day)),
                GATE_BEGAN.plus(Duration.ofDays(day)),
                "sha",
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                verdict,
                List.of("because"),
                null,
                verdict == null ? "in use" : null);
    }

    private static CompareRequest request(@Nullable String baseline, List<Run> candidate) {
        return new CompareRequest("freesdn", "26.08.2", baseline, GATE_BEGAN, Map.of("redis_kill", candidate));
    }

    /** A measured drill, so many minutes into the day before. */
    private void drill(
            String id,
            @Nullable String release,
            int minute,
            Verdict verdict,
            @Nullable Double lo,
            @Nullable Double hi,
            boolean engineDied) {
        Double mid = lo == null || hi == null ? lo : Double.valueOf((lo + hi) / 2);
        database.use(handle -> {
            handle.execute(
                    "INSERT INTO drill (drill_id, workflow_id, stack, scenario, release, started_at, verdict, rto_budget_sec,"
                            + " rto_sec, rto_lo_sec, rto_hi_sec, machine_rto_sec, recovered,"
                            + " engine_died) VALUES (?, ?, 'freesdn', 'redis_kill', ?, ?, ?, 20, ?, ?, ?, ?, ?, ?)",
                    id,
                    id,
                    release,
                    GATE_BEGAN.minusSeconds(86_400).plusSeconds(60L * minute),
                    verdict.name(),
                    mid,
                    lo,
                    hi,
                    hi == null ? null : mid,
                    hi != null,
                    engineDied);
        });
    }

    private static GateState gate(String id, Verdict verdict) {
        GateRun ran = new GateRun(
                0,
                "redis_kill",
                1,
                "gate/freesdn/26.08.2/redis_kill-1",
                GateRun.Status.ENDED,
                "d1",
                Drills.passed("d1", "redis_kill").summary(),
                null);
        GateRun left = new GateRun(1, "redis_kill", 2, "w", GateRun.Status.NOT_RUN, null, null, null);
        return new GateState(
                id,
                "gate/freesdn/26.08.2",
                new GateRequest("26.08.2", null, null, 2, "26.08.1", true, null, "rm", null),
                GateState.Stage.REPORTING,
                GATE_BEGAN,
                GATE_BEGAN.plusSeconds(60),
                "sha",
                List.of(),
                List.of(ran, left),
                new Compared(
                        List.of(),
                        List.of(new Comparison(
                                "redis_kill",
                                Comparison.Outcome.NO_WORSE,
                                5,
                                20,
                                0.1,
                                -0.2,
                                0.3,
                                0.4,
                                0.8,
                                "no worse")),
                        List.of("26.08.1"),
                        List.of()),
                null,
                null,
                new Approval(
                        GATE_BEGAN,
                        GATE_BEGAN.plusSeconds(9),
                        Approval.Answer.APPROVED,
                        new Decision("ann", "fine"),
                        GATE_BEGAN.plusSeconds(1)),
                verdict,
                List.of("one", "two; 'DROP TABLE gate'"),
                "gate-26.08.2-20260605T140000Z",
                null);
    }

    private List<Map<String, Object>> rows(String sql) {
        return database.in(handle -> handle.select(sql).mapToMap().list());
    }
}

package dev.hadrill.workflows.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Comparison.Outcome;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Scenario;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateJudgeTest {
    private final List<GateRun> runs = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private @Nullable Abort abort;
    private @Nullable String stopped;
    private @Nullable Approval approval;
    private boolean asks;

    @ParameterizedTest(name = "{0} and {1}, compared {2}: {3}")
    @CsvSource({
        "PASSED, PASSED, NO_WORSE, PASSED",
        "PASSED, PASSED, NOT_ENOUGH_RUNS, PASSED",
        "PASSED, PASSED, , PASSED",
        "PASSED, PASSED, WORSE, FAILED",
        "PASSED, FAILED, NO_WORSE, FAILED",
        "PASSED, INCONCLUSIVE, NO_WORSE, INCONCLUSIVE",
        "PASSED, INCONCLUSIVE, NOT_ENOUGH_RUNS, INCONCLUSIVE",
        "PASSED, INCONCLUSIVE, WORSE, FAILED",
        "FAILED, INCONCLUSIVE, NO_WORSE, FAILED",
        "PASSED, , NO_WORSE, INCONCLUSIVE",
        "FAILED, , NO_WORSE, FAILED",
    })
    void whatFailedCountsMoreThanWhatIsNotKnownAndThatMoreThanWhatPassed(
            Verdict first, @Nullable Verdict second, @Nullable Outcome compared, Verdict expected) {
        ran(first, 5.0, 5.4, 0, true);
        ran(second, 5.0, 5.4, 0, true);
        if (compared != null) {
            compared(compared, "words");
        }

        assertThat(judge().verdict()).isEqualTo(expected);
    }

    @Test
    void whatPassedSaysHowManyAndHowItCompares() {
        ran(Verdict.PASSED, 5.0, 5.4, 0, true);
        compared(Outcome.NOT_ENOUGH_RUNS, "not enough runs (1 of 5)");

        assertThat(judge().reasons()).containsExactly("1 of 1 drills PASSED", "redis_kill: not enough runs (1 of 5)");
    }

    @Test
    void everyHardGateThatIsBrokenIsNamed() {
        ran(Verdict.FAILED, 24.1, 24.3, 0, true);
        ran(Verdict.FAILED, 70.0, null, 0, true);
        ran(Verdict.FAILED, 5.0, 5.4, 7, true);
        ran(Verdict.FAILED, 5.0, 5.4, 0, false);
        ran(Verdict.FAILED, 5.0, 5.4, 0, true);

        assertThat(judge().reasons())
                .containsExactly(
                        "redis_kill run 1 FAILED, RTO over budget (at least 24.10 s, allowed are 20 s): because",
                        "redis_kill run 2 FAILED, never recovered: because",
                        "redis_kill run 3 FAILED, lost writes over budget (7): because",
                        "redis_kill run 4 FAILED, redundancy not restored: because",
                        "redis_kill run 5 FAILED: because");
    }

    @Test
    void whatIsWorseSaysByHowMuchAndHowSureThatIs() {
        ran(Verdict.PASSED, 5.0, 5.4, 0, true);
        compared(Outcome.WORSE, "worse by 2.1 s [1.4, 3.0]");

        assertThat(judge().reasons())
                .containsExactly("redis_kill against the baseline: worse by 2.1 s [1.4, 3.0], p = 0.0120");
    }

    @Test
    void whatWasNotRunIsNotAPass() {
        ran(Verdict.PASSED, 5.0, 5.4, 0, true);
        runs.add(GateRun.planned(1, "redis_kill", 2, "g").notRun());
        stopped = "stack freesdn is in use by drill-x";

        assertThat(judge().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge().reasons()).containsExactly("1 of 2 drills were not run: stack freesdn is in use by drill-x");
    }

    @Test
    void anAbortIsInconclusiveUnlessSomethingHadFailed() {
        ran(Verdict.PASSED, 5.0, 5.4, 0, true);
        abort = new Abort("lunch", "sre");
        assertThat(judge()).isEqualTo(new GateJudge.Judged(Verdict.INCONCLUSIVE, List.of("aborted by sre: lunch")));

        ran(Verdict.FAILED, 24.1, 24.3, 0, true);
        assertThat(judge().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judge().reasons()).hasSize(2).last().isEqualTo("aborted by sre: lunch");
    }

    @Test
    void aPersonsWordCountsOnlyForWhatPassed() {
        asks = true;
        approval = new Approval(Instant.EPOCH, Instant.EPOCH, null, null, null)
                .answered(Approval.Answer.APPROVED, new Decision("ann", "fine"), Instant.EPOCH);
        ran(Verdict.PASSED, 5.0, 5.4, 0, true);
        assertThat(judge().verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judge().reasons()).first().isEqualTo("approved by ann: fine");

        ran(Verdict.FAILED, 24.1, 24.3, 0, true);
        assertThat(judge().verdict()).isEqualTo(Verdict.FAILED);
    }

    private GateJudge.Judged judge() {
        return GateJudge.judge(new GateState(
                "g",
                "w",
                new GateRequest("26.08.2", null, null, null, null, asks, null, null, null),
                GateState.Stage.COMPARING,
                Instant.EPOCH,
                null,
                "sha",
                List.of(new GateScenario("redis_kill", scenario())),
                runs,
                new Compared(List.of(), comparisons, List.of(), List.of()),
                abort,
                stopped,
                approval,
                null,
                List.of(),
                null,
                null));
    }

    private void compared(Outcome outcome, String words) {
        comparisons.add(new Comparison("redis_kill", outcome, 5, 20, 2.1, 1.4, 3.0, 0.004, 0.012, words));
    }

    /** Without a verdict its workflow failed. */
    private void ran(@Nullable Verdict verdict, double lo, @Nullable Double hi, int lost, boolean whole) {
        GateRun planned =
                GateRun.planned(runs.size(), "redis_kill", runs.size() + 1, "g").running("d" + runs.size());
        if (verdict == null) {
            runs.add(planned.ended(null, "guard refused"));
            return;
        }
        runs.add(planned.ended(
                new DrillSummary(
                        "d" + runs.size(),
                        "w",
                        "freesdn",
                        "redis_kill",
                        "26.08.2",
                        "c",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        verdict,
                        "because",
                        20.0,
                        hi == null ? lo : (lo + hi) / 2,
                        lo,
                        hi,
                        hi,
                        hi != null,
                        lost,
                        0.0,
                        whole,
                        "e",
                        null),
                null));
    }

    private static Scenario scenario() {
        return new Scenario(
                "Kill it",
                new Target("redis", Role.MASTER),
                new KillContainer(),
                Recovery.AUTOMATIC,
                Duration.ofSeconds(20),
                null,
                null,
                new RpoBudget(5, Duration.ofSeconds(1)));
    }
}

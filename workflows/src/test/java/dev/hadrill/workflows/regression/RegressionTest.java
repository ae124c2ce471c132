package dev.hadrill.workflows.regression;

import static dev.hadrill.workflows.regression.Comparison.Outcome.NOT_ENOUGH_RUNS;
import static dev.hadrill.workflows.regression.Comparison.Outcome.NO_WORSE;
import static dev.hadrill.workflows.regression.Comparison.Outcome.WORSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hadrill.workflows.Json;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegressionTest {
    private static final double WIDTH = 0.05;
    private static final List<Run> BEFORE = around(5.3, 20);

    @Test
    void aReleaseLikeTheOnesBeforeIsNoWorse() {
        Comparison same = compare(around(5.35, 5), BEFORE);

        assertThat(same.outcome()).isEqualTo(NO_WORSE);
        assertThat(same.words()).isEqualTo("no worse");
        assertThat(same.shiftSec()).isCloseTo(0.05, within(0.05));
    }

    @Test
    void aSlowerOneIsWorseByItsShiftAndInterval() {
        Comparison slower = compare(around(7.4, 5), BEFORE);

        assertThat(slower.outcome()).isEqualTo(WORSE);
        assertThat(slower.words()).isEqualTo("worse by 2.1 s [1.9, 2.3]");
        assertThat(slower.p()).isCloseTo(1.0 / 53_130, within(1e-12));
        assertThat(slower.candidateRuns()).isEqualTo(5);
        assertThat(slower.baselineRuns()).isEqualTo(20);
    }

    @Test
    void aFasterOneIsNoWorse() {
        assertThat(compare(around(3, 5), BEFORE).words()).isEqualTo("no worse");
    }

    @Test
    void tooFewRunsSayWhichSideIsShort() {
        Comparison candidate = compare(around(9, 3), BEFORE);
        assertThat(candidate.outcome()).isEqualTo(NOT_ENOUGH_RUNS);
        assertThat(candidate.words()).isEqualTo("not enough runs (3 of 5)");
        assertThat(candidate.p()).isNull();
        assertThat(candidate.shiftSec()).isNull();

        assertThat(compare(around(9, 5), around(5, 4)).words()).isEqualTo("not enough runs in the baseline (4 of 5)");
        assertThat(compare(around(9, 5), List.of()).words()).isEqualTo("not enough runs in the baseline (0 of 5)");
        assertThat(compare(List.of(), List.of()).words()).isEqualTo("not enough runs (0 of 5)");
    }

    @Test
    void certainButSmallIsNoRegression() {
        List<Run> fast = around(1, 20);
        assertThat(compare(around(1.45, 8), fast).p()).isLessThan(0.05);
        assertThat(compare(around(1.45, 8), fast).outcome())
                .as("0.45 s of 1 s: nobody notices half a second")
                .isEqualTo(NO_WORSE);
        assertThat(compare(around(1.6, 8), fast).outcome()).isEqualTo(WORSE);

        List<Run> slow = around(40, 20);
        assertThat(compare(around(43, 8), slow).outcome())
                .as("3 s of 40 s: less than a tenth")
                .isEqualTo(NO_WORSE);
        assertThat(compare(around(44.5, 8), slow).outcome()).isEqualTo(WORSE);
    }

    @Test
    void finerThanWhatWasMeasuredIsNoRegression() {
        List<Run> crude = measured(2, around(6.5, 5));

        assertThat(compare(crude, BEFORE).outcome()).isEqualTo(NO_WORSE);
        assertThat(compare(measured(1, crude), BEFORE).outcome()).isEqualTo(WORSE);
        assertThat(compare(around(6.5, 5), measured(2, BEFORE)).outcome()).isEqualTo(NO_WORSE);
    }

    @Test
    void oneRunWithAGapDoesNotBlindTheComparison() {
        List<Run> runs = Stream.concat(around(7, 5).stream(), Stream.of(new Run("gap", 8, 6.0)))
                .toList();

        assertThat(compare(runs, BEFORE).outcome()).isEqualTo(WORSE);
    }

    @Test
    void runsThatNeverRecoveredAreWorseThanAnyShift() {
        List<Run> two = Stream.concat(around(5.8, 3).stream(), Stream.of(never(60), never(0.1)))
                .toList();
        Comparison some = compare(two, BEFORE);

        assertThat(some.outcome()).isEqualTo(WORSE);
        assertThat(some.words()).isEqualTo("worse: 2 of 5 never recovered, 0 of 20 before");
        assertThat(some.shiftSec()).isNull();
        assertThat(some.shiftLoSec()).isNull();
    }

    @Test
    void oneThatNeverRecoveredIsSaidAlsoWhereItProvesNothing() {
        List<Run> one =
                Stream.concat(around(5.3, 4).stream(), Stream.of(never(60))).toList();

        assertThat(compare(one, BEFORE).outcome()).isEqualTo(NO_WORSE);
        assertThat(compare(one, BEFORE).words()).isEqualTo("no worse; 1 of 5 never recovered, 0 of 20 before");
    }

    @Test
    void aBaselineThatOftenNeverRecoveredStillGivesAShift() {
        List<Run> before = Stream.concat(
                        around(5.3, 16).stream(),
                        Stream.generate(() -> never(60)).limit(4))
                .toList();
        List<Run> after =
                Stream.concat(around(9, 9).stream(), Stream.of(never(60))).toList();
        Comparison slower = compare(after, before);

        assertThat(slower.outcome()).isEqualTo(WORSE);
        assertThat(slower.words()).startsWith("worse by 3.7 s [");
        assertThat(compare(
                        around(5.3, 5),
                        Stream.generate(() -> never(60)).limit(5).toList()))
                .satisfies(better -> assertThat(better.words()).isEqualTo("no worse"))
                .satisfies(better -> assertThat(better.shiftSec()).isNull());
    }

    @Test
    void severalScenariosAreCorrectedTogether() {
        List<Run> slightlyWorse = around(6, 5);
        Sample worse = new Sample("redis_kill", slightlyWorse, around(5.3, 5));
        Sample same = new Sample("api_kill", around(5.3, 5), BEFORE);
        Sample few = new Sample("primary_kill", around(5.3, 2), BEFORE);

        Comparison alone = Regression.compare(List.of(worse, few)).getFirst();
        List<Comparison> together = Regression.compare(List.of(few, worse, same, same));

        assertThat(together)
                .extracting(Comparison::scenario)
                .containsExactly("primary_kill", "redis_kill", "api_kill", "api_kill");
        assertThat(alone.pHolm()).as("one that was not tested costs nothing").isEqualTo(alone.p());
        assertThat(together.get(1).pHolm()).isCloseTo(3 * alone.p(), within(1e-12));
    }

    @Test
    void ofManyRunsTheLastCount() {
        List<Run> longAgo = Stream.concat(around(60, 200).stream(), around(5.3, 30).stream())
                .toList();

        Comparison slower = compare(around(7.4, 40), longAgo);
        assertThat(slower.outcome()).isEqualTo(WORSE);
        assertThat(slower.baselineRuns()).isEqualTo(30);
        assertThat(slower.candidateRuns()).isEqualTo(30);
    }

    @Test
    void travelsAsJson() {
        Comparison unbounded = compare(Stream.generate(() -> never(60)).limit(5).toList(), BEFORE);

        assertThat(Json.read(Json.write(unbounded), Comparison.class)).isEqualTo(unbounded);
        assertThat(Json.write(unbounded)).contains("\"outcome\":\"WORSE\"", "\"shift_sec\":null", "\"p_holm\":");
    }

    private static Comparison compare(List<Run> candidate, List<Run> baseline) {
        return Regression.compare(List.of(new Sample("redis_kill", candidate, baseline)))
                .getFirst();
    }

    /** Evenly spread over 0.6 s. */
    private static List<Run> around(double sec, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> sec + 0.6 * ((i + 0.5) / count - 0.5))
                .mapToObj(rto -> new Run("drill", rto, WIDTH))
                .toList();
    }

    private static List<Run> measured(double widthSec, List<Run> runs) {
        return runs.stream()
                .map(run -> new Run(run.drillId(), run.rtoSec(), widthSec))
                .toList();
    }

    private static Run never(double atLeastSec) {
        return new Run("drill", atLeastSec, null);
    }
}

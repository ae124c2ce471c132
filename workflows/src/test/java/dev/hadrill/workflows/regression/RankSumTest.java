package dev.hadrill.workflows.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankSumTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @MethodSource("dev.hadrill.workflows.regression.Fixtures#cases")
    void saysWhatSciPySays(Fixtures.Case sample) {
        assertThat(RankSum.pWorse(sample.candidateSec(), sample.baselineSec()))
                .isCloseTo(sample.p(), within(1e-9 * sample.p()));
    }

    @Test
    void threeAgainstThreeCannotGoBelowFivePercent() {
        assertThat(RankSum.pWorse(new double[] {NEVER, NEVER, NEVER}, new double[] {1, 2, 3}))
                .isEqualTo(0.05);
    }

    @Test
    void neverRecoveredRanksAboveTheSlowest() {
        double[] before = {1, 2, 3, 4, 1000};

        assertThat(RankSum.pWorse(new double[] {NEVER, 1001, 1002, 1003, 1004}, before))
                .isEqualTo(1.0 / 252);
        assertThat(RankSum.pWorse(new double[] {5, 6, 7, 8, NEVER}, before))
                .isLessThan(RankSum.pWorse(new double[] {5, 6, 7, 8, 999}, before));
    }

    /** Small whole numbers, so that ties abound; the greatest is a run that never recovered. */
    @Property(tries = 300)
    void isTheShareOfAllAssignmentsThatRankAtLeastAsHigh(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 6) Integer> candidate,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 6) Integer> baseline) {
        assertThat(RankSum.pWorse(seconds(candidate), seconds(baseline)))
                .isCloseTo(bruteForce(seconds(candidate), seconds(baseline)), within(1e-12));
    }

    @Property(tries = 200)
    void onlyTheOrderMatters(
            @ForAll @Size(min = 5, max = 12) List<@DoubleRange(min = 0, max = 60) Double> candidate,
            @ForAll @Size(min = 5, max = 12) List<@DoubleRange(min = 0, max = 60) Double> baseline) {
        assertThat(RankSum.pWorse(powers(candidate, 2), powers(baseline, 2)))
                .isEqualTo(RankSum.pWorse(powers(candidate, 1), powers(baseline, 1)));
    }

    /** By every subset of the pooled values, each ranked by counting how many it beats. */
    private static double bruteForce(double[] candidate, double[] baseline) {
        double[] pooled = DoubleStream.concat(Arrays.stream(candidate), Arrays.stream(baseline))
                .toArray();
        double observed = beaten(pooled, (1 << candidate.length) - 1);
        int[] assignments = IntStream.range(0, 1 << pooled.length)
                .filter(subset -> Integer.bitCount(subset) == candidate.length)
                .toArray();
        long atLeast = Arrays.stream(assignments)
                .filter(subset -> beaten(pooled, subset) >= observed)
                .count();
        return (double) atLeast / assignments.length;
    }

    /** Mann and Whitney's U: pairs that the chosen ones win, half of those that are even. */
    private static double beaten(double[] pooled, int chosen) {
        double won = 0;
        for (int one = 0; one < pooled.length; one++) {
            for (int other = 0; other < pooled.length; other++) {
                if ((chosen >> one & 1) == 1 && (chosen >> other & 1) == 0) {
                    won += pooled[one] > pooled[other] ? 1 : pooled[one] == pooled[other] ? 0.5 : 0;
                }
            }
        }
        return won;
    }

    private static double[] seconds(List<Integer> values) {
        return values.stream().mapToDouble(value -> value == 6 ? NEVER : value).toArray();
    }

    private static double[] powers(List<Double> values, int exponent) {
        return values.stream().mapToDouble(value -> Math.pow(value, exponent)).toArray();
    }
}

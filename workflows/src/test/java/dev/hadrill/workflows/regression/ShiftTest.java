package dev.hadrill.workflows.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShiftTest {
    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final double NEVER = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @MethodSource("dev.hadrill.workflows.regression.Fixtures#cases")
    void saysWhatSciPySays(Fixtures.Case sample) {
        Shift shift = Shift.of(sample.candidateSec(), sample.baselineSec());

        agree(shift.sec(), sample.shift());
        agree(shift.loSec(), sample.lo());
        agree(shift.hiSec(), sample.hi());
    }

    @Test
    void isUnboundedWhereMostNeverRecovered() {
        double[] before = {5, 5.1, 5.2, 5.3, 5.4};

        Shift most = Shift.of(new double[] {5, 5, NEVER, NEVER, NEVER}, before);
        assertThat(most.sec()).isEqualTo(NEVER);
        assertThat(most.loSec()).isCloseTo(-0.3, ROUNDING);

        Shift one = Shift.of(new double[] {5, 5.2, 5.4, 5.6, NEVER}, before);
        assertThat(one.sec()).isCloseTo(0.2, ROUNDING);
        assertThat(one.hiSec()).isEqualTo(NEVER);
    }

    @Test
    void isNoNumberWhereNothingRecoveredOnEitherSide() {
        double[] never = {NEVER, NEVER, NEVER, NEVER, NEVER};

        assertThat(Shift.of(never, never).sec()).isNaN();
        assertThat(Shift.of(never, never).loSec()).isEqualTo(-NEVER);
        assertThat(Shift.of(never, never).hiSec()).isEqualTo(NEVER);
    }

    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSaysAlsoWithTies() {
        Random random = new Random(1967);
        int times = 4_000;
        int held = 0;
        for (int time = 0; time < times; time++) {
            Shift shift = Shift.of(onGrid(random, 5, 1), onGrid(random, 20, 0));
            held += shift.loSec() <= 1 && 1 <= shift.hiSec() ? 1 : 0;
        }
        assertThat((double) held / times).isGreaterThan(0.95);
    }

    /** Whole and half seconds with a spread of 0.55: hardly one without its like. */
    private static double[] onGrid(Random random, int count, double shift) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> shift + Math.rint(2 * (5.3 + 0.55 * random.nextGaussian())) / 2);
        return values;
    }

    private static void agree(double computed, @Nullable Double expected) {
        if (expected == null) {
            assertThat(Double.isFinite(computed)).isFalse();
        } else {
            assertThat(computed).isCloseTo(expected, ROUNDING);
        }
    }
}

package dev.hadrill.workflows.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HolmTest {
    static List<Fixtures.Corrected> corrections() {
        return Fixtures.read().holm();
    }

    @ParameterizedTest
    @MethodSource("corrections")
    void isTheStepDownOfItsDefinition(Fixtures.Corrected several) {
        double[] p = several.p().stream().mapToDouble(Double::doubleValue).toArray();
        double[] expected =
                several.corrected().stream().mapToDouble(Double::doubleValue).toArray();

        assertThat(Holm.correct(p)).containsExactly(expected, within(1e-12));
    }

    @Test
    void whatWasNotTestedCountsForNothing() {
        assertThat(Holm.correct(new double[] {0.02, Double.NaN, 0.04})).containsExactly(0.04, Double.NaN, 0.04);
    }
}

package dev.hadrill.workflows.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.regression.Comparison.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the whole rule is wrong, on releases that are made up: seeded, so that its figures are always the same. */
class GateSimulationTest {
    private static final int TIMES = 4_000;
    private static final double WIDTH = 0.05;

    /** Around 5.3 s, a Valkey failover's. */
    enum Spread {
        /** A standard deviation of 0.5 s: three waits of up to a second each, for a Sentinel to agree, to vote, a client to try. */
        SMOOTH,
        /** The same seen by a clock of half seconds: nearly all are ties. */
        COARSE,
        /** One in nine loses an election, which costs twice a failover time-out of 10 s; one in fifty never recovers. */
        LONG_TAIL;

        double draw(Random random) {
            double smooth = 5.3 + 0.5 * random.nextGaussian();
            return switch (this) {
                case SMOOTH -> smooth;
                case COARSE -> Math.rint(2 * smooth) / 2;
                case LONG_TAIL -> {
                    double again = random.nextDouble() < 1 / 9.0 ? 20 : 0;
                    yield random.nextDouble() < 0.02 ? Double.POSITIVE_INFINITY : smooth + again;
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReleaseThatChangedNothingIsCalledWorseLessThanOnceInTwenty(Spread spread) {
        for (int before : List.of(5, 10, 20)) {
            assertThat(falseAlarms(spread, before)).as("5 v %d", before).isBetween(0.001, 0.05);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 0.82", "10, 0.92", "20, 0.95"})
    void aSecondMoreIsFound(int before, double atLeast) {
        assertThat(power(before)).isGreaterThan(atLeast);
    }

    @Test
    void threeScenariosTogetherRaiseNoMoreFalseAlarmsThanOne() {
        double any = share(random -> Regression.compare(Stream.of("redis_kill", "primary_kill", "api_kill")
                        .map(scenario -> new Sample(
                                scenario, runs(random, Spread.SMOOTH, 5, 0), runs(random, Spread.SMOOTH, 20, 0)))
                        .toList())
                .stream()
                .anyMatch(one -> one.outcome() == Outcome.WORSE));

        assertThat(any).isBetween(0.001, 0.05);
    }

    @Test
    void theDocumentTellsTheseFigures() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "release-statistics.md"));

        assertThat(document)
                .contains(Stream.of(5, 10, 20).map(before -> row(before)).toList());
    }

    private static String row(int before) {
        return String.format(
                Locale.ROOT,
                "| 5 v %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.0f %% |",
                before,
                100 * falseAlarms(Spread.SMOOTH, before),
                100 * falseAlarms(Spread.COARSE, before),
                100 * falseAlarms(Spread.LONG_TAIL, before),
                100 * naiveFalseAlarms(before),
                100 * power(before));
    }

    private static double falseAlarms(Spread spread, int before) {
        return share(random -> worse(runs(random, spread, 5, 0), runs(random, spread, before, 0)));
    }

    private static double power(int before) {
        return share(random -> worse(runs(random, Spread.SMOOTH, 5, 1), runs(random, Spread.SMOOTH, before, 0)));
    }

    /** Of the rule "the median is 10 % more than before". */
    private static double naiveFalseAlarms(int before) {
        return share(random ->
                median(runs(random, Spread.SMOOTH, 5, 0)) > 1.1 * median(runs(random, Spread.SMOOTH, before, 0)));
    }

    private static double share(Predicate<Random> happens) {
        Random random = new Random(59);
        return (double) IntStream.range(0, TIMES)
                        .filter(time -> happens.test(random))
                        .count()
                / TIMES;
    }

    private static boolean worse(List<Run> candidate, List<Run> baseline) {
        return Regression.compare(List.of(new Sample("redis_kill", candidate, baseline)))
                        .getFirst()
                        .outcome()
                == Outcome.WORSE;
    }

    private static List<Run> runs(Random random, Spread spread, int count, double shift) {
        return Stream.generate(() -> spread.draw(random))
                .limit(count)
                .map(sec -> Double.isInfinite(sec) ? new Run("drill", 60, null) : new Run("drill", sec + shift, WIDTH))
                .toList();
    }

    private static double median(List<Run> runs) {
        return new Side(runs).medianSec();
    }
}

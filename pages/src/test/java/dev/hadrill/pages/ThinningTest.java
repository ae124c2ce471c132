package dev.hadrill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.pages.Course.Point;
import dev.hadrill.pages.Course.Span;
import dev.hadrill.workflows.observation.Outcome;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
    private static final Span ALL = new Span(0, 600);

    @Test
    void aRunOfBadProbesReachesFromTheFirstToTheLastOfThem() {
        List<Point> points = List.of(
                point(0, Outcome.GOOD),
                point(1, Outcome.REFUSED),
                point(2, Outcome.PROBER_ERROR),
                point(3, Outcome.TIMED_OUT),
                point(4, Outcome.GOOD),
                point(5, Outcome.WRONG));

        assertThat(Thinning.badRuns(points)).containsExactly(new Span(1, 3), new Span(5, 5));
    }

    @Test
    void everyBadProbeIsWithinOneOfTheRunsHoweverTheyAreJoined() {
        Random random = new Random(7);
        List<Point> points = IntStream.range(0, 60_000)
                .mapToObj(i -> point(i / 100.0, random.nextBoolean() ? Outcome.GOOD : Outcome.REFUSED))
                .toList();
        List<Span> runs = Thinning.badRuns(points);

        List<Span> joined = Thinning.joined(runs, 0.15, 4_000);

        assertThat(joined).hasSizeLessThan(runs.size() / 4);
        assertThat(points)
                .filteredOn(point -> !point.good())
                .allMatch(bad -> joined.stream().anyMatch(run -> run.lo() <= bad.atSec() && bad.atSec() <= run.hi()));
    }

    @Test
    void fewRunsAreNotJoined() {
        List<Span> runs = List.of(new Span(1, 2), new Span(2.001, 3));

        assertThat(Thinning.joined(runs, 1, 10)).isEqualTo(runs);
    }

    @Test
    void theQuickestAndTheSlowestOfEverySliceAreKept() {
        Random random = new Random(7);
        List<Point> points = IntStream.range(0, 60_000)
                .mapToObj(i -> new Point(i / 100.0, random.nextDouble(1, 2_000), Outcome.GOOD))
                .toList();

        List<Point> thinned = Thinning.latencies(points, ALL, 3_000, 1_000);

        assertThat(thinned)
                .hasSize(3_000)
                .isSortedAccordingTo((one, other) -> Double.compare(one.atSec(), other.atSec()));
        for (int slice = 0; slice < 1_000; slice++) {
            double from = slice * 0.6;
            List<Point> those = points.stream()
                    .filter(point -> point.atSec() >= from && point.atSec() < from + 0.6)
                    .toList();
            double slowest = those.stream().mapToDouble(Point::latencyMs).max().orElseThrow();
            assertThat(thinned).anyMatch(point -> point.latencyMs() == slowest);
        }
    }

    @Test
    void fewLatenciesAreAllKeptInTheOrderOfTime() {
        assertThat(Thinning.latencies(List.of(point(2, Outcome.GOOD), point(1, Outcome.GOOD)), ALL, 10, 10))
                .extracting(Point::atSec)
                .containsExactly(1.0, 2.0);
    }

    private static Point point(double atSec, Outcome outcome) {
        return new Point(atSec, 5, outcome);
    }
}

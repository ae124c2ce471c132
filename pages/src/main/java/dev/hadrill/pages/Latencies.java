package dev.hadrill.pages;

import dev.hadrill.pages.Course.Lane;
import dev.hadrill.pages.Course.Point;
import dev.hadrill.pages.Course.Span;
import dev.hadrill.pages.TimelinePicture.Row;
import dev.hadrill.pages.TimelinePicture.Rule;
import dev.hadrill.pages.TimelinePicture.Shape;
import dev.hadrill.workflows.observation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long answers took, a dot a probe, on a scale of powers of ten.
 *
 * @param drawn in the order of time
 * @param thinned what was left out, for people
 */
record Latencies(Lane lane, List<Point> drawn, int least, int most, List<String> thinned) {
    static final int UNITS = 1_000;

    private static final int MARGIN = 60;
    private static final int ENOUGH_GOOD = 3_000;
    private static final int ENOUGH_BAD = 8_000;
    private static final int SLICES = 1_000;
    private static final double SHORTEST_MS = 0.01;

    /** Null without a probe. */
    static @Nullable Latencies of(Lane lane, Span all) {
        List<Point> points = lane.points();
        if (points.isEmpty()) {
            return null;
        }
        List<String> thinned = new ArrayList<>();
        List<Point> drawn = Stream.of(Outcome.values())
                .flatMap(outcome -> {
                    List<Point> those = points.stream()
                            .filter(point -> point.outcome() == outcome)
                            .toList();
                    int enough = outcome == Outcome.GOOD ? ENOUGH_GOOD : ENOUGH_BAD;
                    List<Point> kept = Thinning.latencies(those, all, enough, SLICES);
                    if (kept.size() < those.size()) {
                        thinned.add(
                                "Latency: %d %s answers are drawn as the quickest, the median and the slowest of each of %d slices of time, %d dots."
                                        .formatted(those.size(), outcome.words(), SLICES, kept.size()));
                    }
                    return kept.stream();
                })
                .sorted(Comparator.comparingDouble(Point::atSec))
                .toList();
        int least = (int)
                Math.floor(drawn.stream().mapToDouble(Latencies::log).min().orElse(0));
        int most =
                (int) Math.ceil(drawn.stream().mapToDouble(Latencies::log).max().orElse(1));
        return new Latencies(lane, drawn, least, Math.max(most, least + 1), thinned);
    }

    Row row(Strips strips) {
        List<Shape> shapes = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        Span all = new Span(drawn.getFirst().atSec(), drawn.getLast().atSec());
        Drawing lines = new Drawing();
        for (int power = least; power <= most; power++) {
            lines.across(new Span(all.lo() - 1e4, all.hi() + 1e4), y(power));
            rules.add(new Rule(Scale.percentOf((double) y(power) / UNITS), words(power)));
        }
        shapes.add(new Shape("rule", lines.data()));
        for (Outcome outcome : Outcome.values()) {
            Drawing dots = new Drawing();
            drawn.stream()
                    .filter(point -> point.outcome() == outcome)
                    .forEach(point -> dots.dot(Drawing.ms(point.atSec()), y(log(point))));
            if (!dots.empty()) {
                shapes.add(new Shape("dot dot-" + outcome.name().toLowerCase(Locale.ROOT), dots.data()));
            }
        }
        return new Row(
                "latency",
                "Latency",
                "of " + lane.name(),
                "How long %s took to answer: %d probes between %s and %s."
                        .formatted(lane.name(), lane.points().size(), words(least), words(most)),
                false,
                150,
                UNITS,
                Stream.concat(shapes.stream(), strips.rules(UNITS)).toList(),
                List.of(),
                rules);
    }

    private long y(double power) {
        return Math.round(UNITS - MARGIN - (UNITS - 2 * MARGIN) * (power - least) / (most - least));
    }

    private static double log(Point point) {
        return Math.log10(Math.max(SHORTEST_MS, point.latencyMs()));
    }

    private static String words(int power) {
        return power < 3 ? Scale.number(Math.pow(10, power)) + " ms" : Scale.number(Math.pow(10, power - 3)) + " s";
    }
}

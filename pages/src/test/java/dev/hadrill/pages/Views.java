package dev.hadrill.pages;

import dev.hadrill.pages.Course.Lane;
import dev.hadrill.pages.Course.Mark;
import dev.hadrill.pages.Course.Outage;
import dev.hadrill.pages.Course.Point;
import dev.hadrill.pages.Course.Span;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.regression.Comparison;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages' contents, made up. */
final class Views {
    private static final Instant BEGAN = Instant.parse("2026-08-03T10:00:00Z");

    static final Function<TrendPoint, String> RELEASE = point -> String.valueOf(point.release());

    static final Function<TrendPoint, String> WEEK = point -> LocalDate.ofInstant(point.startedAt(), ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .toString();

    private Views() {}

    /** A probe every 20 ms for so long, bad from the 10th second to the 16th. */
    static ReportView drill(double seconds) {
        Random random = new Random(1);
        List<Point> points = IntStream.range(0, (int) (seconds * 50))
                .mapToObj(i -> {
                    double at = i / 50.0;
                    boolean bad = at > 10 && at < 16;
                    return new Point(at, random.nextDouble(2, bad ? 900 : 30), bad ? Outcome.REFUSED : Outcome.GOOD);
                })
                .toList();
        return drill(seconds, points);
    }

    static ReportView drill(double seconds, List<Point> points) {
        Course course = new Course(
                0,
                seconds,
                new Span(9.8, 9.9),
                new Span(15.98, 16.02),
                "RTO 6.15 s",
                29.85,
                List.of(
                        new Course.Band("detection", "detection 5 s", new Span(9.85, 14.9)),
                        new Course.Band("promotion", "promotion 1 s", new Span(14.9, 16))),
                List.of(new Course.Band("fence", "fence: down", new Span(11, 12))),
                List.of(
                        new Mark(9.85, Mark.Kind.FAULT, "fault", "The fault"),
                        new Mark(14.9, Mark.Kind.PROMOTION, "redis-replica promoted", "redis-replica is master")),
                List.of(
                        new Lane(
                                "load_balancer",
                                "5.9 to 6.1 s",
                                true,
                                List.of(new Outage(new Span(9.98, 10.02), new Span(15.98, 16.02), "out for 6 s")),
                                List.of(new Span(18, 18.5)),
                                points),
                        new Lane("api", "no outage", false, List.of(), List.of(), List.of())));
        return new ReportView(
                new ReportView.Head(Tone.GOOD, "PASSED", "redis_kill on freesdn", "RTO within its budget"),
                new ReportView.Rto(6.1, 6.2, 20),
                List.of(new Fact("RTO", "6.15 s", "6.1 to 6.2 s", Tone.PLAIN), new Fact("RTO budget", "20 s")),
                List.of("One thing to know."),
                course,
                List.of(
                        Section.of(
                                "account",
                                "What happened",
                                new Table(
                                        List.of(Table.number("t, s"), Table.spare("UTC"), Table.text("what")),
                                        List.of(new Table.Row(
                                                List.of("9.850", "10:00:09.850", "The fault"), Tone.STRONG, 9.85)))),
                        new Section(
                                "journal",
                                "Everything",
                                "In one list.",
                                null,
                                List.of("first", "second"),
                                List.of("a note"),
                                true)));
    }

    static List<TrendPoint> points(String... releases) {
        Random random = new Random(3);
        List<TrendPoint> points = new ArrayList<>();
        for (int r = 0; r < releases.length; r++) {
            for (int i = 0; i < 6; i++) {
                double mid = 5.6 + random.nextDouble() + (r == releases.length - 1 ? 2.4 : 0);
                boolean lost = r == 1 && i == 3;
                points.add(new TrendPoint(
                        "drill-" + r + "-" + i,
                        "freesdn",
                        "redis_kill",
                        releases[r],
                        BEGAN.plusSeconds(86_400L * 7 * r + 600L * i),
                        lost ? Verdict.FAILED : Verdict.PASSED,
                        !lost,
                        lost ? 14 : mid,
                        lost ? 14 : mid - 0.3,
                        lost ? null : Double.valueOf(mid + 0.3),
                        20));
            }
        }
        return points;
    }

    static ReleaseTrend release(String name, @Nullable Double median, @Nullable Comparison comparison) {
        return new ReleaseTrend(
                "freesdn", "redis_kill", name, BEGAN, 6, 6, 6, 0, 0, 0, median, 5.3, 7.1, 20, 0, comparison);
    }

    static Comparison compared(Comparison.Outcome outcome, String words) {
        return new Comparison("redis_kill", outcome, 6, 20, 2.1, 1.4, 3.0, 0.002, 0.004, words);
    }
}

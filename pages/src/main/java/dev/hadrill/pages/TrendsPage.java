package dev.hadrill.pages;

import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Comparison.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** trends.html: recovery time per release, or per week. Pure: the same trends are the same page. */
public final class TrendsPage {
    private record Subject(String stack, String scenario) {}

    private TrendsPage() {}

    /**
     * A chart and a table for each scenario of a stack, in the order in which they first come.
     *
     * @param points the drills to draw, in any order; one whose group is not among the trends is left out, and the page says
     *     how many; where a group measured more, the page says that too
     * @param trends groups, those of one scenario in the order in which they are drawn
     * @param group the name of the group to which a drill belongs
     */
    public static String render(
            List<TrendPoint> points, List<ReleaseTrend> trends, Function<TrendPoint, String> group) {
        Map<Subject, List<ReleaseTrend>> subjects = new LinkedHashMap<>();
        for (ReleaseTrend trend : trends) {
            subjects.computeIfAbsent(new Subject(trend.stack(), trend.scenario()), none -> new ArrayList<>())
                    .add(trend);
        }
        List<TrendPicture> pictures = new ArrayList<>();
        subjects.forEach((subject, groups) -> pictures.add(TrendPicture.of(
                "trend-" + pictures.size(),
                subject.scenario() + " on " + subject.stack(),
                groups,
                points.stream()
                        .filter(point -> point.stack().equals(subject.stack())
                                && point.scenario().equals(subject.scenario()))
                        .collect(Collectors.groupingBy(group)))));
        return Shell.of("Trends of recovery time", null, "page.css", "trends.css")
                .render(
                        "trends.jte",
                        Map.of(
                                "pictures",
                                pictures,
                                "worse",
                                trends.stream()
                                        .filter(TrendsPage::worse)
                                        .map(trend -> "%s on %s, %s: %s"
                                                .formatted(
                                                        trend.scenario(),
                                                        trend.stack(),
                                                        trend.group(),
                                                        Objects.requireNonNull(trend.comparison())
                                                                .words()))
                                        .toList()));
    }

    static boolean worse(ReleaseTrend trend) {
        Comparison comparison = trend.comparison();
        return comparison != null && comparison.outcome() == Outcome.WORSE;
    }

    static Table table(List<ReleaseTrend> groups) {
        return new Table(
                List.of(
                        Table.text("release"),
                        Table.number("drills"),
                        Table.number("passed"),
                        Table.number("failed"),
                        Table.number("inconclusive"),
                        Table.number("never recovered"),
                        Table.number("median, s"),
                        Table.number("worst, s"),
                        Table.number("budget, s"),
                        Table.number("lost writes"),
                        Table.text("compared with before")),
                groups.stream().map(TrendsPage::row).toList());
    }

    private static Table.Row row(ReleaseTrend trend) {
        Comparison comparison = trend.comparison();
        return new Table.Row(
                List.of(
                        trend.group(),
                        Integer.toString(trend.drills()),
                        Integer.toString(trend.passed()),
                        Integer.toString(trend.failed()),
                        Integer.toString(trend.inconclusive()),
                        Integer.toString(trend.neverRecovered()),
                        trend.medianSec() == null ? "not recovered" : number(trend.medianSec()),
                        trend.worstHiSec() == null ? "-" : number(trend.worstHiSec()),
                        Scale.number(trend.rtoBudgetSec()),
                        trend.lostWrites() == null ? "-" : Integer.toString(trend.lostWrites()),
                        comparison == null ? "-" : comparison.words()),
                worse(trend) ? Tone.BAD : Tone.PLAIN,
                null);
    }

    private static String number(@Nullable Double seconds) {
        return seconds == null ? "-" : String.format(java.util.Locale.ROOT, "%.2f", seconds);
    }
}

package dev.hadrill.pages;

import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scenario's recovery times, a column a release. Places across are in percent, heights in pixels from the top.
 *
 * @param words all of it, for who cannot see it
 */
public record TrendPicture(
        String id,
        String title,
        String words,
        int height,
        List<Rule> rules,
        List<Column> columns,
        List<Dot> dots,
        List<String> notes,
        Table table) {
    /** A height with its number. */
    public record Rule(int y, String text) {}

    /**
     * A release.
     *
     * @param name shortened; null where its neighbours have no room for it
     * @param median a height; null where none is known
     */
    public record Column(
            String from,
            String to,
            String width,
            String middle,
            @Nullable String name,
            boolean worse,
            int budget,
            @Nullable Integer median) {}

    /** A drill: its interval from {@code top} to {@code bottom}; {@code open} where it never recovered. */
    public record Dot(String at, int top, int middle, int bottom, boolean open, String css) {}

    private static final int HEIGHT = 300;
    private static final int ABOVE = 30; // an arrow's length over the highest
    private static final int MOST_NAMES = 14;
    private static final double SPREAD = 0.62;

    static TrendPicture of(String id, String title, List<ReleaseTrend> groups, Map<String, List<TrendPoint>> points) {
        double highest = 1.08
                * Math.max(
                        groups.stream()
                                .mapToDouble(ReleaseTrend::rtoBudgetSec)
                                .max()
                                .orElse(1),
                        points.values().stream()
                                .flatMap(List::stream)
                                .mapToDouble(TrendPicture::top)
                                .max()
                                .orElse(1));
        Scale up = new Scale(0, highest);
        Scale across = new Scale(0, groups.size());
        List<Column> columns = new ArrayList<>();
        List<Dot> dots = new ArrayList<>();
        int every = (groups.size() + MOST_NAMES - 1) / MOST_NAMES;
        for (int i = 0; i < groups.size(); i++) {
            ReleaseTrend group = groups.get(i);
            List<TrendPoint> members = points.getOrDefault(group.group(), List.of()).stream()
                    .sorted(Comparator.comparing(TrendPoint::startedAt))
                    .toList();
            Double median = group.medianSec();
            columns.add(new Column(
                    across.percent(i),
                    across.percent(i + 1),
                    Scale.percentOf(1.0 / groups.size()),
                    across.percent(i + 0.5),
                    i % every == 0 ? TimelinePicture.brief(group.group(), 16) : null,
                    TrendsPage.worse(group),
                    y(up, group.rtoBudgetSec()),
                    median == null ? null : Integer.valueOf(y(up, median))));
            for (int k = 0; k < members.size(); k++) {
                double offset = members.size() == 1 ? 0 : SPREAD * ((double) k / (members.size() - 1) - 0.5);
                dots.add(dot(up, across.percent(i + 0.5 + offset), members.get(k)));
            }
        }
        return new TrendPicture(
                id,
                title,
                words(title, groups),
                HEIGHT,
                up.ticks(6, "").stream()
                        .map(tick -> new Rule(y(up, Double.parseDouble(tick.label())), tick.label()))
                        .toList(),
                columns,
                dots,
                notes(groups, points, dots.size()),
                TrendsPage.table(groups));
    }

    private static List<String> notes(List<ReleaseTrend> groups, Map<String, List<TrendPoint>> points, int drawn) {
        List<String> notes = new ArrayList<>();
        int measured = groups.stream().mapToInt(ReleaseTrend::measured).sum();
        if (measured > drawn) {
            notes.add(
                    "%d of the %d drills that measured are drawn: the newest of each group, and its worst. The figures count all."
                            .formatted(drawn, measured));
        }
        int others = points.values().stream().mapToInt(List::size).sum() - drawn;
        if (others > 0) {
            notes.add("%d drills belong to none of these and are not drawn.".formatted(others));
        }
        return notes;
    }

    private static Dot dot(Scale up, String at, TrendPoint point) {
        Double hi = point.rtoHiSec();
        boolean open = !point.recovered() || hi == null;
        return new Dot(
                at,
                open ? y(up, point.rtoLoSec()) - ABOVE + 6 : y(up, hi == null ? point.rtoSec() : hi),
                y(up, open ? point.rtoLoSec() : point.rtoSec()),
                y(up, point.rtoLoSec()),
                open,
                point.verdict() == Verdict.PASSED ? "good" : point.verdict() == Verdict.FAILED ? "bad" : "unsure");
    }

    private static double top(TrendPoint point) {
        Double hi = point.rtoHiSec();
        return hi == null ? point.rtoLoSec() : hi;
    }

    private static int y(Scale up, double seconds) {
        return (int) Math.round(HEIGHT - (HEIGHT - ABOVE) * up.fraction(seconds));
    }

    private static String words(String title, List<ReleaseTrend> groups) {
        ReleaseTrend last = groups.getLast();
        Double median = last.medianSec();
        return String.format(
                Locale.ROOT,
                "Recovery times of %s: %d drills in %d groups; in %s the median is %s against a budget of %s. The table has all figures.",
                title,
                groups.stream().mapToInt(ReleaseTrend::drills).sum(),
                groups.size(),
                last.group(),
                median == null ? "unbounded" : Seconds.words(median),
                Seconds.brief(last.rtoBudgetSec()));
    }
}

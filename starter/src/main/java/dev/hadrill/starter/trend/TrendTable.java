package dev.hadrill.starter.trend;

import dev.hadrill.starter.trend.TrendReport.GroupKey;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import dev.hadrill.workflows.regression.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Trends for people: a table per stack and scenario. */
public final class TrendTable {
    private TrendTable() {}

    /** The runs' interval is from the lowest lower bound to the highest upper one. */
    public static List<String> lines(TrendReport trends) {
        Map<GroupKey, List<TrendPoint>> drills = trends.byGroup();
        List<String> lines = new ArrayList<>();
        List<ReleaseTrend> table = new ArrayList<>();
        for (ReleaseTrend group : trends.groups()) {
            if (!table.isEmpty() && !sameTable(table.getFirst(), group)) {
                add(lines, trends.by(), table, drills);
                table.clear();
            }
            table.add(group);
        }
        if (!table.isEmpty()) {
            add(lines, trends.by(), table, drills);
            lines.add("");
            lines.add("n counts PASSED and FAILED runs that measured; %s never recovered, and ranks above all."
                    .formatted(Sparkline.NEVER));
        }
        return lines;
    }

    private static boolean sameTable(ReleaseTrend one, ReleaseTrend other) {
        return one.stack().equals(other.stack()) && one.scenario().equals(other.scenario());
    }

    private static void add(
            List<String> lines, String by, List<ReleaseTrend> table, Map<GroupKey, List<TrendPoint>> drills) {
        Sparkline scale = Sparkline.of(table, drills);
        ReleaseTrend last = table.getLast();
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s on %s, RTO by %s, budget %s; medians %s",
                last.scenario(),
                last.stack(),
                by,
                sec(last.rtoBudgetSec()),
                scale.medians(table)));
        List<List<TrendPoint>> runs = table.stream()
                .map(group -> drills.getOrDefault(GroupKey.of(group), List.of()))
                .toList();
        String row = "%%-%ds %%4s %%6s %%6s %%6s %%6s  %%-9s %%-16s %%5s  %%-%ds %%s"
                .formatted(
                        widest(by, table.stream().map(ReleaseTrend::group)),
                        widest("runs", runs.stream().map(scale::runs)));
        lines.add(row.formatted(
                by, "n", "passed", "failed", "incon.", "never", "median", "runs within", "lost", "runs", "compared"));
        for (int i = 0; i < table.size(); i++) {
            lines.add(line(row, table.get(i), runs.get(i), scale));
        }
    }

    private static int widest(String head, Stream<String> cells) {
        return cells.mapToInt(String::length).reduce(head.length(), Math::max);
    }

    private static String line(String row, ReleaseTrend group, List<TrendPoint> runs, Sparkline scale) {
        Comparison comparison = group.comparison();
        return row.formatted(
                        group.group(),
                        group.measured(),
                        group.passed(),
                        group.failed(),
                        group.inconclusive(),
                        group.neverRecovered(),
                        group.medianSec() == null ? "-" : sec(group.medianSec()),
                        within(group),
                        group.lostWrites() == null ? "-" : group.lostWrites(),
                        scale.runs(runs),
                        comparison == null ? "" : comparison.words())
                .stripTrailing();
    }

    private static String within(ReleaseTrend group) {
        Double lo = group.bestLoSec();
        if (lo == null) {
            return "-";
        }
        return group.worstHiSec() == null
                ? String.format(Locale.ROOT, "[%.2f, never)", lo)
                : String.format(Locale.ROOT, "[%.2f, %.2f]", lo, group.worstHiSec());
    }

    private static String sec(double seconds) {
        return String.format(
                Locale.ROOT, seconds >= 100 || seconds == Math.rint(seconds) ? "%.0f s" : "%.2f s", seconds);
    }
}

package dev.hadrill.starter.trend;

import dev.hadrill.db.JdbiTrends;
import dev.hadrill.db.JdbiTrends.By;
import dev.hadrill.db.TrendFilter;
import dev.hadrill.db.TrendRow;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code hadrill trends --format json} prints; docs/history.md explains its fields.
 *
 * @param by {@code release} or {@code week}
 * @param groups by stack and scenario, then in the order of releases or weeks
 * @param drills the newest of each group that measured a recovery time, and the worst of it; by stack and scenario, then in
 *     the order of releases, then of time
 */
public record TrendReport(String by, List<ReleaseTrend> groups, List<TrendPoint> drills) {
    public TrendReport {
        groups = List.copyOf(groups);
        drills = List.copyOf(drills);
    }

    /** Names a group. */
    record GroupKey(String stack, String scenario, String group) {
        static GroupKey of(ReleaseTrend group) {
            return new GroupKey(group.stack(), group.scenario(), group.group());
        }
    }

    /** Blocks on the history. */
    public static TrendReport read(JdbiTrends history, TrendFilter filter, By by) {
        List<ReleaseTrend> groups = history.groups(filter, by);
        return new TrendReport(
                by.name().toLowerCase(Locale.ROOT),
                by == By.RELEASE ? compared(history, filter, groups) : groups,
                history.shown(filter, by).stream().map(TrendRow::point).toList());
    }

    /** A release is compared with what came before, whenever that was, and corrected for every scenario. */
    private static List<ReleaseTrend> compared(JdbiTrends history, TrendFilter filter, List<ReleaseTrend> groups) {
        return new Comparisons(
                        history.compared(filter.stack(), filter.engineDied()), history.rejected(), filter.since())
                .compare(groups);
    }

    /** Each group's drills in the order of time. */
    Map<GroupKey, List<TrendPoint>> byGroup() {
        return drills.stream()
                .collect(Collectors.groupingBy(
                        drill -> new GroupKey(drill.stack(), drill.scenario(), group(drill)), Collectors.toList()));
    }

    /** To which a drill belongs. */
    public String group(TrendPoint drill) {
        if (by.equals("week")) {
            return drill.startedAt()
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .toString();
        }
        String release = drill.release();
        return release == null ? JdbiTrends.NO_RELEASE : release;
    }
}

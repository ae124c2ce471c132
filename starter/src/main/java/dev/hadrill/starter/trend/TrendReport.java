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
 * @param drills those that measured a recovery time, by stack and scenario, then in the order of releases, then of time
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
        // A release is compared with what came before, whenever that was, and corrected for every scenario.
        List<TrendRow> rows = history.rows(new TrendFilter(null, filter.stack(), null, filter.engineDied()));
        List<TrendPoint> drills =
                rows.stream().map(TrendRow::point).filter(filter::matches).toList();
        return new TrendReport(
                by.name().toLowerCase(Locale.ROOT),
                by == By.RELEASE ? new Comparisons(rows, history.rejected(), filter.since()).compare(groups) : groups,
                drills);
    }

    /** Each group's drills in the order of time. */
    Map<GroupKey, List<TrendPoint>> byGroup() {
        return drills.stream()
                .collect(Collectors.groupingBy(
                        drill -> new GroupKey(drill.stack(), drill.scenario(), group(drill)), Collectors.toList()));
    }

    private String group(TrendPoint drill) {
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

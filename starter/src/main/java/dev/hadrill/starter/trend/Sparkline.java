package dev.hadrill.starter.trend;

import dev.hadrill.starter.trend.TrendReport.GroupKey;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.history.TrendPoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Times as Unicode blocks, all of one table on one scale: from nothing to the longest that recovered.
 *
 * @param topSec what a full block stands for
 */
record Sparkline(double topSec) {
    static final String NEVER = "×";
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final int LATEST = 24;

    static Sparkline of(List<ReleaseTrend> groups, Map<GroupKey, List<TrendPoint>> drills) {
        DoubleStream recovered = groups.stream()
                .flatMap(group -> drills.getOrDefault(GroupKey.of(group), List.of()).stream())
                .filter(TrendPoint::recovered)
                .mapToDouble(TrendPoint::rtoSec);
        return new Sparkline(recovered.max().orElse(0));
    }

    /** The latest ones; a run that never recovered has its own sign. */
    String runs(List<TrendPoint> runs) {
        return runs.stream()
                .skip(Math.max(0, runs.size() - LATEST))
                .map(run -> block(run.recovered() ? run.rtoSec() : null))
                .collect(Collectors.joining());
    }

    /** A group without a median because too many never recovered has the same sign; one without a measurement none. */
    String medians(List<ReleaseTrend> groups) {
        return groups.stream()
                .skip(Math.max(0, groups.size() - 2 * LATEST))
                .filter(group -> group.medianSec() != null || group.neverRecovered() > 0)
                .map(group -> block(group.medianSec()))
                .collect(Collectors.joining());
    }

    private String block(@Nullable Double seconds) {
        if (seconds == null) {
            return NEVER;
        }
        int height = topSec <= 0 ? 0 : (int) (seconds / topSec * (BLOCKS.length() - 1) + 0.5);
        int fitting = Math.clamp(height, 0, BLOCKS.length() - 1);
        return BLOCKS.substring(fitting, fitting + 1);
    }
}

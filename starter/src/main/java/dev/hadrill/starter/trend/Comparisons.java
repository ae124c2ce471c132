package dev.hadrill.starter.trend;

import dev.hadrill.db.JdbiTrends.Rejected;
import dev.hadrill.db.TrendRow;
import dev.hadrill.workflows.history.ReleaseTrend;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Regression;
import dev.hadrill.workflows.regression.Run;
import dev.hadrill.workflows.regression.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares every release with the last runs of the releases before it on the same stack, as a gate does: those that their
 * newest gate rejected are none. Pure.
 */
final class Comparisons {
    /** FACTS, "Release statistics": the last 20 or so. */
    private static final int BASELINE_RUNS = 20;

    private final Map<String, Map<String, List<TrendRow>>> byStackAndScenario;
    private final Set<Rejected> rejected;
    private final Instant since;
    private final Function<List<Sample>, List<Comparison>> judge;

    /** {@code rows} are of all releases and scenarios, in the order of releases, then of time. */
    Comparisons(List<TrendRow> rows, Set<Rejected> rejected, @Nullable Instant since) {
        this(rows, rejected, since, Regression::compare);
    }

    Comparisons(
            List<TrendRow> rows,
            Set<Rejected> rejected,
            @Nullable Instant since,
            Function<List<Sample>, List<Comparison>> judge) {
        this.rejected = Set.copyOf(rejected);
        this.byStackAndScenario = rows.stream()
                .filter(row -> row.point().release() != null)
                .collect(Collectors.groupingBy(
                        row -> row.point().stack(),
                        Collectors.groupingBy(row -> row.point().scenario(), LinkedHashMap::new, Collectors.toList())));
        this.since = since == null ? Instant.MIN : since;
        this.judge = judge;
    }

    private record Candidate(String stack, String release) {}

    /** Holm's correction is over all scenarios of a release on a stack, also those that are in no group. */
    List<ReleaseTrend> compare(List<ReleaseTrend> groups) {
        Map<Candidate, Map<String, Comparison>> known = new HashMap<>();
        return groups.stream()
                .map(group -> with(
                        group,
                        known.computeIfAbsent(new Candidate(group.stack(), group.group()), this::compare)
                                .get(group.scenario())))
                .toList();
    }

    private Map<String, Comparison> compare(Candidate candidate) {
        List<Sample> samples = new ArrayList<>();
        byStackAndScenario.getOrDefault(candidate.stack(), Map.of()).forEach((scenario, rows) -> {
            Sample sample = sample(scenario, candidate, rows);
            if (!sample.candidate().isEmpty() && !sample.baseline().isEmpty()) {
                samples.add(sample);
            }
        });
        return judge.apply(samples).stream().collect(Collectors.toMap(Comparison::scenario, Function.identity()));
    }

    private Sample sample(String scenario, Candidate candidate, List<TrendRow> rows) {
        List<Run> before = rows.stream()
                .takeWhile(row -> !candidate.release().equals(row.point().release()))
                .filter(row -> !rejected.contains(new Rejected(
                        candidate.stack(), String.valueOf(row.point().release()))))
                .sorted(Comparator.comparing(row -> row.point().startedAt()))
                .map(TrendRow::run)
                .toList();
        List<Run> runs = rows.stream()
                .filter(row -> candidate.release().equals(row.point().release()))
                .filter(row -> !row.point().startedAt().isBefore(since))
                .map(TrendRow::run)
                .toList();
        return new Sample(scenario, runs, before.subList(Math.max(0, before.size() - BASELINE_RUNS), before.size()));
    }

    private static ReleaseTrend with(ReleaseTrend group, @Nullable Comparison comparison) {
        return new ReleaseTrend(
                group.stack(),
                group.scenario(),
                group.group(),
                group.since(),
                group.drills(),
                group.measured(),
                group.passed(),
                group.failed(),
                group.inconclusive(),
                group.neverRecovered(),
                group.medianSec(),
                group.bestLoSec(),
                group.worstHiSec(),
                group.rtoBudgetSec(),
                group.lostWrites(),
                comparison);
    }
}

package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The service before the fault.
 *
 * @param answerWithin the p99.9 of at least 1,000 answers, else one and a half times their maximum: the maximum of 150
 *     alone, with one answer in a hundred slow, put the start of 1 in 800 hung outages too early
 * @param slowest of all answers; null in results of before it was kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Baseline(
        int answers,
        Duration p50,
        Duration p99,
        Duration answerWithin,
        @Nullable Duration slowest) {
    private static final int ENOUGH_FOR_A_PERCENTILE = 1_000;

    public Baseline(int answers, Duration p50, Duration p99, Duration answerWithin) {
        this(answers, p50, p99, answerWithin, null);
    }

    /** From the good ones of these samples; all zero where there is none. */
    public static Baseline of(List<Sample> samples) {
        long[] latencies = samples.stream()
                .filter(Sample::good)
                .mapToLong(Sample::latencyNs)
                .sorted()
                .toArray();
        int answers = latencies.length;
        boolean enough = answers >= ENOUGH_FOR_A_PERCENTILE;
        Duration slowest = percentile(latencies, 1);
        return new Baseline(
                answers,
                percentile(latencies, 0.5),
                percentile(latencies, 0.99),
                enough ? percentile(latencies, 0.999) : slowest.multipliedBy(3).dividedBy(2),
                slowest);
    }

    /** From the good ones that were answered before anything was bad: for where nobody says when the fault came. */
    public static Baseline beforeTrouble(List<Sample> samples) {
        long troubleNs = samples.stream()
                .filter(sample -> sample.counts() && !sample.good())
                .mapToLong(Sample::sentNs)
                .min()
                .orElse(Long.MAX_VALUE);
        return of(
                samples.stream().filter(sample -> sample.doneNs() <= troubleNs).toList());
    }

    /**
     * What a single probe without an answer is held against: a quarter of an interval more than two are, and no longer than
     * one and a half times the slowest answer. Empty below 1,000 answers, which do not show how slow a good one may be.
     */
    Optional<Duration> surelyWithin(Duration interval) {
        if (slowest == null || answers < ENOUGH_FOR_A_PERCENTILE) {
            return Optional.empty();
        }
        return Stream.of(
                        answerWithin.plus(interval.dividedBy(4)),
                        slowest.multipliedBy(3).dividedBy(2))
                .min(Comparator.naturalOrder());
    }

    static Duration percentile(long[] sorted, double fraction) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(fraction * sorted.length);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }
}

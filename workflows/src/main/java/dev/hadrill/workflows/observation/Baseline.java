package dev.hadrill.workflows.observation;

import java.time.Duration;
import java.util.List;

/**
 * The service before the fault.
 *
 * @param answerWithin the p99.9 of at least 1,000 answers, else one and a half times their maximum: the maximum of 150
 *     alone, with one answer in a hundred slow, put the start of 1 in 800 hung outages too early
 */
public record Baseline(int answers, Duration p50, Duration p99, Duration answerWithin) {
    private static final int ENOUGH_FOR_A_PERCENTILE = 1_000;

    /** From the good ones of these samples; all zero where there is none. */
    public static Baseline of(List<Sample> samples) {
        long[] latencies = samples.stream()
                .filter(Sample::good)
                .mapToLong(Sample::latencyNs)
                .sorted()
                .toArray();
        int answers = latencies.length;
        return new Baseline(
                answers,
                percentile(latencies, 0.5),
                percentile(latencies, 0.99),
                answers >= ENOUGH_FOR_A_PERCENTILE
                        ? percentile(latencies, 0.999)
                        : percentile(latencies, 1).multipliedBy(3).dividedBy(2));
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

    static Duration percentile(long[] sorted, double fraction) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(fraction * sorted.length);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }
}

package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one probe saw, in figures; its samples are in the history.
 *
 * @param interval between its sendings; null in results of before it was kept
 * @param slow how many of the bad ones were right answers that came late
 * @param answers how long the answers took before, during and after the outage; null in results of before it was kept
 * @param lagP50Us how much later than planned its probes were sent, and so on
 * @param late how many were sent more than an interval late
 * @param replicaOf the component of which it asked one member directly; null for one that asked as users do, and in
 *     results of before it was kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProbeResult(
        String probe,
        @Nullable Duration interval,
        Baseline baseline,
        int total,
        int bad,
        int slow,
        List<Outage> outages,
        List<Gap> gaps,
        @Nullable Answers answers,
        long lagP50Us,
        long lagP99Us,
        long lagMaxUs,
        int late,
        @Nullable String replicaOf) {
    public ProbeResult {
        outages = List.copyOf(outages);
        gaps = List.copyOf(gaps);
    }

    /**
     * What the samples of one probe come to, its baseline apart; they may come in any order.
     *
     * @param fromNs what was sent before is no part of an outage or a gap
     */
    public static ProbeResult of(
            Probe probe, Estimator estimator, Baseline baseline, List<Sample> samples, long fromNs) {
        List<Sample> judged =
                samples.stream().filter(sample -> sample.sentNs() >= fromNs).toList();
        long[] lagsUs = samples.stream()
                .mapToLong(sample -> sample.lagNs() / 1_000)
                .sorted()
                .toArray();
        List<Outage> outages = estimator.outages(judged);
        return new ProbeResult(
                probe.name(),
                estimator.interval(),
                baseline,
                count(samples, Sample::counts),
                count(samples, sample -> sample.counts() && !sample.good()),
                count(samples, sample -> sample.outcome() == Outcome.SLOW),
                outages,
                estimator.gaps(judged),
                Answers.of(samples, outages),
                percentile(lagsUs, 0.5),
                percentile(lagsUs, 0.99),
                percentile(lagsUs, 1),
                count(samples, sample -> sample.lagNs() > estimator.interval().toNanos()),
                probe instanceof UrlProbe url ? url.replicaOf() : null);
    }

    private static int count(List<Sample> samples, Predicate<Sample> which) {
        return (int) samples.stream().filter(which).count();
    }

    private static long percentile(long[] sorted, double fraction) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(fraction * sorted.length) - 1)];
    }

    /** Of a probe that asked as users do. */
    public ProbeResult(
            String probe,
            @Nullable Duration interval,
            Baseline baseline,
            int total,
            int bad,
            int slow,
            List<Outage> outages,
            List<Gap> gaps,
            @Nullable Answers answers,
            long lagP50Us,
            long lagP99Us,
            long lagMaxUs,
            int late) {
        this(
                probe, interval, baseline, total, bad, slow, outages, gaps, answers, lagP50Us, lagP99Us, lagMaxUs, late,
                null);
    }
}

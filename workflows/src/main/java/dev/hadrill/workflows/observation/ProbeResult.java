package dev.hadrill.workflows.observation;

import java.time.Duration;
import java.util.List;
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

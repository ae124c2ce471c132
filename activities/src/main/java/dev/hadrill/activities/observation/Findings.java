package dev.hadrill.activities.observation;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Estimator;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.SampleCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the result from the samples of every attempt; what an earlier one kept is read once. */
final class Findings {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

    private final Probing probing;
    private final int attempt;
    private final Map<String, List<Sample>> earlier = new HashMap<>();

    Findings(ObserveRequest request, int attempt) {
        this.probing = request.probing();
        this.attempt = attempt;
    }

    /** What was kept of a probe by earlier attempts. */
    List<Sample> earlier(String probe) {
        return earlier.getOrDefault(Segment.probe(probe), List.of());
    }

    /** The deciding probe's, from all that was answered before the fault. */
    Baseline baseline(List<Lane> lanes, @Nullable Injection injection) {
        return lanes.stream()
                .filter(lane -> lane.probe().name().equals(probing.decides().getFirst()))
                .findFirst()
                .map(lane -> baselineOf(all(lane), injection))
                .orElseThrow();
    }

    Observation observation(
            List<Lane> lanes, Stamp began, Stamp ended, Observation.End end, @Nullable Injection injection) {
        long firstNs = lanes.stream()
                .flatMap(lane -> all(lane).stream())
                .mapToLong(Sample::plannedNs)
                .min()
                .orElse(Long.MAX_VALUE);
        return new Observation(
                began.at(Math.min(firstNs, monotonic(began))),
                ended,
                end,
                probing.interval(),
                probing.timeout(),
                probing.decides(),
                lanes.stream().map(lane -> result(lane, injection)).toList(),
                null,
                attempt);
    }

    /** An instant on this boot's clock; by wall clock where it was stamped by another. */
    static long monotonic(Stamp stamp) {
        Stamp now = Stamp.now();
        long nowNs = System.nanoTime();
        return nowNs - Math.round(now.secondsSince(stamp) * 1e9);
    }

    private ProbeResult result(Lane lane, @Nullable Injection injection) {
        List<Sample> samples = all(lane);
        Baseline baseline = baselineOf(samples, injection);
        Estimator estimator = Estimator.of(probing, baseline.answerWithin());
        long[] lags = samples.stream().mapToLong(Sample::lagNs).sorted().toArray();
        Duration interval = probing.interval();
        int total = 0;
        int bad = 0;
        int late = 0;
        for (Sample sample : samples) {
            total += sample.counts() ? 1 : 0;
            bad += sample.counts() && !sample.good() ? 1 : 0;
            late += sample.lagNs() > interval.toNanos() ? 1 : 0;
        }
        return new ProbeResult(
                lane.probe().name(),
                interval,
                baseline,
                total,
                bad,
                0,
                estimator.outages(samples),
                estimator.gaps(samples),
                null,
                0,
                lags.length == 0 ? 0 : lags[(int) Math.ceil(0.99 * lags.length) - 1] / 1_000,
                lags.length == 0 ? 0 : lags[lags.length - 1] / 1_000,
                late);
    }

    private static Baseline baselineOf(List<Sample> samples, @Nullable Injection injection) {
        if (injection == null) {
            return Baseline.of(samples);
        }
        long faultNs = monotonic(injection.requested());
        return Baseline.of(
                samples.stream().filter(sample -> sample.doneNs() < faultNs).toList());
    }

    private List<Sample> all(Lane lane) {
        List<Sample> all = new ArrayList<>(earlier(lane.probe().name()));
        all.addAll(lane.samples());
        return all;
    }

    /** Reads what earlier attempts kept. Blocks; what cannot be read is a gap. */
    void recall(SegmentStore store, String drillId) {
        try {
            for (Segment segment : store.read(drillId)) {
                if (segment.attempt() < attempt && segment.probe() != null) {
                    earlier.computeIfAbsent(segment.stream(), stream -> new ArrayList<>())
                            .addAll(SampleCodec.decode(segment.content()));
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("drill {}: samples of earlier attempts cannot be read: {}", drillId, e.toString());
        }
    }
}

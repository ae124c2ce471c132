package dev.hadrill.activities.observation;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Estimator;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.SampleCodec;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.SightingCodec;
import dev.hadrill.workflows.observation.Sightings;
import dev.hadrill.workflows.observation.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the result from what every attempt saw; what an earlier one kept is read once. */
final class Findings {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

    /** An effect may show before the request for it has returned to be stamped. */
    private static final Duration BEFORE_THE_REQUEST = Duration.ofSeconds(1);

    private final ObserveRequest request;
    private final Probing probing;
    private final int attempt;
    private final Map<String, List<Sample>> earlier = new HashMap<>();
    private final List<Sighting> earlierSightings = new ArrayList<>();
    private long earliestNs = Long.MAX_VALUE;

    Findings(ObserveRequest request, int attempt) {
        this.request = request;
        this.probing = request.probing();
        this.attempt = attempt;
    }

    /** What was kept of a probe by earlier attempts. */
    List<Sample> earlier(String probe) {
        return earlier.getOrDefault(probe, List.of());
    }

    /** When the first attempt began that is known of. */
    long beganNs(long thisAttemptNs) {
        return Math.min(earliestNs, thisAttemptNs);
    }

    /** A lane's, while no fault is known of. */
    Baseline baseline(Lane lane) {
        return baselineOf(all(lane), null);
    }

    Observation observation(
            List<Lane> lanes,
            List<Sighting> sightings,
            Stamp began,
            Stamp ended,
            Observation.End end,
            @Nullable Injection injection) {
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
                request.decides(),
                lanes.stream().map(lane -> result(lane, injection)).toList(),
                request.stack() == null ? null : telling(sightings, injection),
                attempt);
    }

    /** An instant on this boot's clock; by wall clock where it was stamped by another. */
    static long monotonic(Stamp stamp) {
        Stamp now = Stamp.now();
        long nowNs = System.nanoTime();
        return nowNs - Math.round(now.secondsSince(stamp) * 1e9);
    }

    private ProbeResult result(Lane lane, @Nullable Injection injection) {
        Probe probe = lane.probe();
        List<Sample> samples = all(lane);
        Baseline baseline = baselineOf(samples, injection);
        Estimator estimator = Estimator.of(probing, probe, baseline);
        return ProbeResult.of(probe, estimator, baseline, samples, judgedFromNs(samples, injection));
    }

    /** A good baseline ended whatever was before it, though it may be shorter than the window of stability. */
    private long judgedFromNs(List<Sample> samples, @Nullable Injection injection) {
        if (injection == null) {
            return Long.MIN_VALUE;
        }
        long faultNs = monotonic(injection.requested());
        long fromNs = faultNs - probing.baseline().toNanos();
        List<Sample> before = samples.stream()
                .filter(sample -> sample.counts() && sample.sentNs() >= fromNs && sample.doneNs() < faultNs)
                .toList();
        return !before.isEmpty() && before.stream().allMatch(Sample::good) ? fromNs : Long.MIN_VALUE;
    }

    /** Where nobody injects, nobody knows of a fault before it shows. */
    private Baseline baselineOf(List<Sample> samples, @Nullable Injection injection) {
        if (request.until() != Until.STABLE_AFTER_FAULT) {
            return Baseline.beforeTrouble(samples);
        }
        if (injection == null) {
            return Baseline.of(samples);
        }
        long faultNs = monotonic(injection.requested());
        return Baseline.of(
                samples.stream().filter(sample -> sample.doneNs() < faultNs).toList());
    }

    private List<Sighting> telling(List<Sighting> sightings, @Nullable Injection injection) {
        List<Sighting> all = new ArrayList<>(earlierSightings);
        all.addAll(sightings);
        long sinceNs =
                injection == null ? Long.MIN_VALUE : monotonic(injection.requested()) - BEFORE_THE_REQUEST.toNanos();
        return Sightings.telling(all, sinceNs);
    }

    private List<Sample> all(Lane lane) {
        List<Sample> all = new ArrayList<>(earlier(lane.probe().name()));
        all.addAll(lane.samples());
        return all;
    }

    /** Reads what earlier attempts kept. Blocks; what cannot be read is a gap. */
    void recall(SegmentStore store) {
        try {
            for (Segment segment : store.read(request.drillId())) {
                if (segment.attempt() < attempt) {
                    recall(segment);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("drill {}: what earlier attempts saw cannot be read: {}", request.drillId(), e.toString());
        }
    }

    private void recall(Segment segment) {
        String probe = segment.probe();
        try {
            if (probe != null) {
                List<Sample> samples = SampleCodec.decode(segment.content());
                earlier.computeIfAbsent(probe, name -> new ArrayList<>()).addAll(samples);
                for (Sample sample : samples) {
                    earliestNs = Math.min(earliestNs, sample.plannedNs());
                }
            } else if (segment.stream().equals(Segment.SIGHTINGS)) {
                earlierSightings.addAll(SightingCodec.decode(segment.content()));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "drill {}: segment {} of {}, attempt {}, cannot be read: {}",
                    segment.drillId(),
                    segment.sequence(),
                    segment.stream(),
                    segment.attempt(),
                    e.toString());
        }
    }
}

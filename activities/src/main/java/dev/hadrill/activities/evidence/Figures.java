package dev.hadrill.activities.evidence;

import dev.hadrill.activities.evidence.Timeline.Interval;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.WatchStarted;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.Sighting;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What both reports say, worked out once.
 *
 * @param injection when the fault took effect; null when it was not confirmed
 * @param outage the leading probe's first that did not end before the fault; null when there was none
 * @param firstRecoverySec so that recovery minus injection is the RTO's midpoint
 * @param sightings the whole journal where it could be read, in the order of time
 */
record Figures(
        DrillState drill,
        DrillSummary summary,
        Timeline timeline,
        @Nullable Interval injection,
        @Nullable Outage outage,
        @Nullable Double firstFailureSec,
        @Nullable Double firstRecoverySec,
        Map<String, List<Sample>> samplesByProbe,
        List<Sighting> sightings) {

    static Figures of(DrillState drill, Map<String, List<Sample>> samplesByProbe, List<Sighting> journal) {
        Timeline timeline = Timeline.of(drill);
        Interval injection = drill.injection()
                .map(found -> timeline.between(found.requested(), found.confirmed()))
                .orElse(null);
        Outage outage = drill.observation()
                .flatMap(seen -> drill.outage(seen.leading()))
                .orElse(null);
        Double recovery = drill.rto()
                .filter(rto -> rto.recovered() && outage != null && injection != null)
                .map(rto -> Timeline.round(Objects.requireNonNull(injection).mid() + rto.midSec()))
                .orElse(null);
        List<Sighting> seen = journal.isEmpty()
                ? drill.observation().map(Observation::sightings).orElse(List.of())
                : journal;
        return new Figures(
                drill,
                drill.summary(),
                timeline,
                injection,
                outage,
                outage == null ? null : timeline.at(outage.start()).mid(),
                recovery,
                Map.copyOf(samplesByProbe),
                seen.stream().sorted(Comparator.comparingLong(Sighting::seenNs)).toList());
    }

    /** Whether nobody here injected a fault: it has no RTO and no verdict. */
    boolean watch() {
        return drill.has(WatchStarted.class);
    }

    /** The leading probe's. */
    List<Sample> samples() {
        return drill.observation().map(seen -> samples(seen.leading().probe())).orElse(List.of());
    }

    List<Sample> samples(String probe) {
        return samplesByProbe.getOrDefault(probe, List.of());
    }

    @Nullable
    String startedBy() {
        return drill.last(DrillStarted.class)
                .map(started -> started.request().startedBy())
                .or(() -> drill.last(WatchStarted.class)
                        .map(watch -> watch.request().startedBy()))
                .orElse(null);
    }

    /** What a probe asked, for people. */
    String question(ProbeResult result) {
        return asked(result)
                .map(Probe::question)
                .or(() -> drill.last(DrillStarted.class).map(DrillStarted::probeUrl))
                .orElse("-");
    }

    /** What a probe asked; empty in drills of before it was kept. */
    Optional<Probe> asked(ProbeResult result) {
        return drill.probes().stream()
                .filter(probe -> probe.name().equals(result.probe()))
                .findFirst();
    }
}

package dev.hadrill.activities.evidence;

import dev.hadrill.activities.evidence.Timeline.Interval;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What both reports say, worked out once.
 *
 * @param injection when the fault took effect; null when it was not confirmed
 * @param outage the first that did not end before the fault; null when there was none
 * @param firstRecoverySec so that recovery minus injection is the RTO's midpoint
 */
record Figures(
        DrillState drill,
        DrillSummary summary,
        Timeline timeline,
        @Nullable Interval injection,
        @Nullable Outage outage,
        @Nullable Double firstFailureSec,
        @Nullable Double firstRecoverySec,
        List<Sample> samples,
        List<String> notes) {

    static Figures of(DrillState drill, Map<String, List<Sample>> samplesByProbe) {
        Timeline timeline = Timeline.of(drill);
        Interval injection = drill.injection()
                .map(found -> timeline.between(found.requested(), found.confirmed()))
                .orElse(null);
        Outage outage = drill.observation()
                .filter(seen -> injection != null)
                .map(seen -> firstAfter(seen, timeline, injection))
                .orElse(null);
        Double recovery = drill.rto()
                .filter(rto -> rto.recovered() && outage != null && injection != null)
                .map(rto -> Timeline.round(
                        java.util.Objects.requireNonNull(injection).mid() + rto.midSec()))
                .orElse(null);
        List<Sample> samples = drill.observation()
                .map(seen -> samplesByProbe.getOrDefault(seen.decides().getFirst(), List.of()))
                .orElse(List.of());
        return new Figures(
                drill,
                drill.summary(),
                timeline,
                injection,
                outage,
                outage == null ? null : timeline.at(outage.start()).mid(),
                recovery,
                samples,
                notes(drill, outage, samples));
    }

    private static @Nullable Outage firstAfter(Observation seen, Timeline timeline, @Nullable Interval injection) {
        for (Outage outage : seen.leading().outages()) {
            Bounds end = outage.end();
            if (injection != null && (end == null || timeline.at(end).hi() > injection.lo())) {
                return outage;
            }
        }
        return null;
    }

    private static List<String> notes(DrillState drill, @Nullable Outage outage, List<Sample> samples) {
        List<String> notes = new ArrayList<>();
        Observation seen = drill.observation().orElse(null);
        if (drill.injection().isEmpty()) {
            notes.add("No fault was confirmed, so there is no RTO: kill_at_t_sec, first_failure_t_sec,"
                    + " first_recovery_t_sec and rto_sec are null.");
        }
        if (seen == null) {
            notes.add("The observation left no result: the counts and rto_sec are null; t_offset_sec counts from the"
                    + " beginning of the drill.");
            return notes;
        }
        notes.add("t_offset_sec counts from started_at, the beginning of the observation, on a monotonic clock.");
        if (drill.injection().isPresent()) {
            notes.add("kill_at_t_sec, first_failure_t_sec and first_recovery_t_sec are midpoints of intervals that hold"
                    + " the truth; rto_sec is the midpoint of rto_lo_sec to rto_hi_sec.");
            notes.add(fate(seen, outage));
        }
        if (seen.attempts() > 1) {
            notes.add("The observation was taken over by another worker: %d attempts.".formatted(seen.attempts()));
        }
        if (!seen.leading().gaps().isEmpty()) {
            notes.add("Nobody looked in %d gaps; they widen the intervals."
                    .formatted(seen.leading().gaps().size()));
        }
        long counting = samples.stream().filter(Sample::counts).count();
        if (counting < seen.leading().total()) {
            notes.add("Only %d of %d samples could be read when this was written; the figures are from all of them."
                    .formatted(counting, seen.leading().total()));
        }
        return notes;
    }

    private static String fate(Observation seen, @Nullable Outage outage) {
        if (outage == null) {
            return "No probe was bad after the fault: an outage shorter than the time between two probes may have been"
                    + " missed.";
        }
        if (!outage.recovered()) {
            return "The service was not seen to recover (%s): rto_lo_sec is a lower bound, rto_hi_sec is null."
                    .formatted(
                            seen.end() == Observation.End.CANCELLED ? "the observation was cancelled" : "maximum wait");
        }
        return outage.flaps() == 0
                ? "The outage was one piece."
                : "The outage flapped: %d times good probes were followed by bad ones before the service was stable."
                        .formatted(outage.flaps());
    }
}

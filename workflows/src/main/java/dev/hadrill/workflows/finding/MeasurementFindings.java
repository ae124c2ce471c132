package dev.hadrill.workflows.finding;

import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.FaultMissed;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What was seen, and how well. */
final class MeasurementFindings {
    static final String UNCERTAIN = "uncertain_measurement";

    private MeasurementFindings() {}

    static Stream<Finding> faultNotLanded(DrillState drill) {
        return drill.last(FaultMissed.class).stream()
                .flatMap(missed -> Findings.attacked(drill)
                        .map(component -> new Finding(
                                Severity.MEDIUM,
                                "fault_not_landed",
                                component,
                                "the fault never landed, so nothing was drilled: " + missed.reason(),
                                "mend what kept it from landing, and drill again")));
    }

    /**
     * Of probes that do not decide, so that nobody waited for them. A member of what was attacked may be the one that the
     * lease brings back afterwards: redundancy tells of those.
     */
    static Stream<Finding> probeNotRecovered(DrillState drill) {
        List<String> attacked = Findings.attacked(drill).toList();
        return drill.observation().filter(seen -> seen.end() != Observation.End.CANCELLED).stream()
                .flatMap(
                        seen -> seen.probes().stream()
                                .filter(probe -> !seen.decides().contains(probe.probe()))
                                .filter(probe -> probe.replicaOf() == null || !attacked.contains(probe.replicaOf()))
                                .filter(MeasurementFindings::badToTheEnd)
                                .map(
                                        probe -> new Finding(
                                                Severity.MEDIUM,
                                                "probe_not_recovered",
                                                probe.probe(),
                                                "%s was still bad when the observation ended".formatted(probe.probe()),
                                                "see what it asks; if users need it, name it in the scenario's decides, so that the drill waits for it")));
    }

    /** Whether bad ones came last, or after it had been good again: one that is good by now may lack only the time to be stable. */
    private static boolean badToTheEnd(ProbeResult probe) {
        if (probe.outages().isEmpty()) {
            return false;
        }
        Outage last = probe.outages().getLast();
        Bounds good = last.firstGood();
        return !last.recovered() && (good == null || last.lastBadNs() > good.loNs());
    }

    /** One a drill. */
    static Stream<Finding> uncertainObservation(DrillState drill) {
        return drill.observation().stream().flatMap(seen -> {
            List<String> why = new ArrayList<>();
            if (seen.attempts() > 1) {
                why.add("the observation was taken over by another worker, %d attempts".formatted(seen.attempts()));
            }
            for (ProbeResult probe : seen.probes()) {
                if (!probe.gaps().isEmpty()) {
                    why.add("gaps in which nobody looked at %s: %d"
                            .formatted(probe.probe(), probe.gaps().size()));
                }
            }
            budgetInside(drill).forEach(why::add);
            return why.isEmpty()
                    ? Stream.empty()
                    : Stream.of(
                            new Finding(
                                    Severity.LOW,
                                    UNCERTAIN,
                                    seen.leading().probe(),
                                    String.join("; ", why),
                                    "drill again, with a worker that nothing else slows or ends; a shorter probe interval narrows the RTO"));
        });
    }

    private static Stream<String> budgetInside(DrillState drill) {
        return drill.last(DrillStarted.class).stream().flatMap(started -> {
            double budget = started.rtoBudgetSec();
            return drill.rto().stream()
                    .filter(rto -> rto.hiSec() != null && rto.loSec() <= budget && rto.hiSec() > budget)
                    .map(rto -> String.format(
                            Locale.ROOT, "the budget of %.1f s lies inside the RTO's interval, %s", budget, rto));
        });
    }
}

package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.drill.DrillEvent.LedgerLost;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.phase.Unexplained;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader must know to read the figures right. */
final class Notes {
    private final Figures figures;
    private final DrillState drill;
    private final List<String> notes = new ArrayList<>();

    private Notes(Figures figures) {
        this.figures = figures;
        this.drill = figures.drill();
    }

    static List<String> of(Figures figures) {
        Notes all = new Notes(figures);
        all.fault();
        Observation seen = all.drill.observation().orElse(null);
        if (seen == null) {
            all.notes.add(
                    "The observation left no result: the counts and rto_sec are null; t_offset_sec counts from the"
                            + " beginning of the drill.");
        } else {
            all.measurement(seen);
        }
        all.phases();
        all.ledger();
        return List.copyOf(all.notes);
    }

    private void fault() {
        if (figures.watch()) {
            notes.add("hadrill injected no fault: what it saw was caused elsewhere, so there is no RTO and no verdict;"
                    + " the outages are the result.");
        } else if (drill.injection().isEmpty()) {
            notes.add("No fault was confirmed, so there is no RTO: kill_at_t_sec, first_failure_t_sec,"
                    + " first_recovery_t_sec and rto_sec are null.");
        }
    }

    private void measurement(Observation seen) {
        notes.add("t_offset_sec counts from started_at, the beginning of the observation, on a monotonic clock.");
        if (drill.injection().isPresent()) {
            notes.add("kill_at_t_sec, first_failure_t_sec and first_recovery_t_sec are midpoints of intervals that hold"
                    + " the truth; rto_sec is the midpoint of rto_lo_sec to rto_hi_sec.");
            notes.add(fate(seen, figures));
        }
        if (seen.attempts() > 1) {
            notes.add("The observation was taken over by another worker: %d attempts.".formatted(seen.attempts()));
        }
        for (ProbeResult result : seen.probes()) {
            if (!result.gaps().isEmpty()) {
                notes.add("%s: nobody looked in %d gaps; they widen its intervals."
                        .formatted(result.probe(), result.gaps().size()));
            }
            long counting = figures.samples(result.probe()).stream()
                    .filter(Sample::counts)
                    .count();
            if (counting < result.total()) {
                notes.add(
                        "%s: only %d of %d samples could be read when this was written; the figures are from all of them."
                                .formatted(result.probe(), counting, result.total()));
            }
        }
    }

    private static String fate(Observation seen, Figures figures) {
        Outage outage = figures.outage();
        if (outage == null) {
            return "No probe of %s was bad after the fault: an outage shorter than the time between two of them may have been missed."
                    .formatted(seen.leading().probe());
        }
        if (!outage.recovered()) {
            return "The service was not seen to recover (%s): rto_lo_sec is a lower bound, rto_hi_sec is null."
                    .formatted(
                            seen.end() == Observation.End.CANCELLED ? "the observation was cancelled" : "maximum wait");
        }
        return outage.flaps() == 0
                ? "The outage was one piece."
                : "The outage flapped: bad probes came after good ones again before the service was stable, count %d."
                        .formatted(outage.flaps());
    }

    private void phases() {
        Unexplained.much(drill.phases())
                .ifPresent(part -> notes.add(String.format(
                        Locale.ROOT,
                        "Nothing that was seen explains %.2f s of the recovery, %.0f %% of it.",
                        part.sec(),
                        100 * part.share())));
    }

    private void ledger() {
        drill.last(LedgerLost.class)
                .ifPresent(lost -> notes.add("The ledger was lost, so lost writes are not known: " + lost.reason()));
        for (StoreLedger store : drill.ledger()) {
            if (!store.readable()) {
                notes.add(store.words() + "; what it lost is not known.");
            }
            if (!store.complete()) {
                notes.add("%s: part of the record of what was written is missing; losses may be more."
                        .formatted(store.store()));
            }
            if (Boolean.FALSE.equals(store.agreesWithWal())) {
                notes.add(
                        "%s: the ledger and the dead primary's log disagree about what was lost; trust neither figure."
                                .formatted(store.store()));
            }
        }
    }
}

package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What both readable reports say first and last. */
final class Headline {
    private Headline() {}

    static String verdict(DrillSummary summary) {
        return summary.verdict() == null ? "NO VERDICT" : summary.verdict().name();
    }

    /** What an observation without a fault of ours found. */
    static String outages(DrillState drill) {
        List<Outage> seen =
                drill.observation().map(found -> found.leading().outages()).orElse(List.of());
        return seen.isEmpty()
                ? "no outage"
                : seen.stream().map(Headline::lasted).collect(Collectors.joining(", "));
    }

    private static String lasted(Outage outage) {
        Double longest = outage.lastedHiSec();
        return longest == null
                ? "an outage of more than %s, not over".formatted(Amount.seconds(outage.lastedLoSec()))
                : "an outage of %s to %s".formatted(Amount.seconds(outage.lastedLoSec()), Amount.seconds(longest));
    }

    static String rto(DrillSummary summary) {
        Double mid = summary.rtoSec();
        Double lo = summary.rtoLoSec();
        Double hi = summary.rtoHiSec();
        if (mid == null || lo == null) {
            return "not measured";
        }
        return hi == null
                ? "more than %s: not recovered while it was observed".formatted(Amount.seconds(lo))
                : "%s, between %s and %s".formatted(Amount.seconds(mid), Amount.seconds(lo), Amount.seconds(hi));
    }

    static String redundancy(DrillState drill) {
        return drill.restoration().map(Headline::redundancy).orElse("nothing had to be restored");
    }

    private static String redundancy(Restoration restoration) {
        return restoration.whole()
                ? "restored in " + Amount.seconds(restoration.ended().secondsSince(restoration.began()))
                : "NOT RESTORED";
    }

    static List<String> limits(boolean ledger) {
        List<String> limits = new ArrayList<>(List.of(
                "An outage that began and ended between two probes leaves no trace.",
                "The service is seen from this machine and by these requests alone.",
                "The probe's rate and time-out are part of what is measured: a load balancer may need clients that wait for it"
                        + " before it drops a dead upstream."));
        if (!ledger) {
            limits.add("Lost or duplicated writes (RPO) were not measured.");
        }
        limits.add("It is evidence in support of a decision, not a statement of compliance.");
        return limits;
    }
}

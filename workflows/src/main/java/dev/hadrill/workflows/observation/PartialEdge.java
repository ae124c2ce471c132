package dev.hadrill.workflows.observation;

import java.util.List;

/**
 * How many good probes beyond the edge of a partial outage may have been luck. Pure.
 *
 * <p>When a third of the probes is bad, the outage may go on for a while behind the last bad one that was seen. Taken
 * from the good ones among the samples next to the edge, and a standard error more of them: so many in a row that fewer
 * than one such outage in 10,000 has more, and not more than five times the longest run that was seen, where enough runs were.
 */
final class PartialEdge {
    private static final int EDGE = 80;
    private static final double LUCKIEST = 0.999;
    private static final double ONE_IN_TEN_THOUSAND = 1e-4;
    /** With as many runs of good ones, chance exceeds five times the longest in 5!/20^5 = 1 of 27,000 outages. */
    private static final int ENOUGH_RUNS = 20;

    private static final int TIMES_THE_LONGEST_RUN = 5;

    private PartialEdge() {}

    /**
     * Zero where every probe at the edge was bad.
     *
     * @param span begins with the bad probe at the edge
     */
    static int hidden(List<Sample> span) {
        List<Sample> edge = span.subList(0, Math.min(EDGE, span.size()));
        int good = 0;
        int runs = 0;
        int run = 0;
        int longest = 0;
        for (Sample sample : edge) {
            if (sample.good()) {
                good++;
                run++;
                runs += run == 1 ? 1 : 0;
                longest = Math.max(longest, run);
            } else {
                run = 0;
            }
        }
        if (good == 0) {
            return 0;
        }
        double share = (good + 1.0) / (edge.size() + 1.0);
        double luck = Math.min(LUCKIEST, share + Math.sqrt(share * (1 - share) / edge.size()));
        int unlikely = (int) Math.ceil(Math.log(ONE_IN_TEN_THOUSAND) / Math.log(luck));
        return runs < ENOUGH_RUNS ? unlikely : Math.min(unlikely, TIMES_THE_LONGEST_RUN * longest);
    }
}

package dev.hadrill.workflows.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How partial an outage was: the probes of one second, and how many of them were bad.
 *
 * @param second counted from the beginning of the observation
 * @param sent those that say something of the service
 */
public record BadSecond(long second, int sent, int bad) {
    private static final long SECOND_NS = 1_000_000_000;

    /** In the order of time; a second in which nothing was sent is left out. */
    public static List<BadSecond> of(List<Sample> samples, long beganNs) {
        TreeMap<Long, BadSecond> seconds = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.counts()) {
                long second = Math.floorDiv(sample.sentNs() - beganNs, SECOND_NS);
                seconds.merge(second, new BadSecond(second, 1, sample.good() ? 0 : 1), BadSecond::and);
            }
        }
        return new ArrayList<>(seconds.values());
    }

    public double fraction() {
        return (double) bad / sent;
    }

    private BadSecond and(BadSecond other) {
        return new BadSecond(second, sent + other.sent, bad + other.bad);
    }
}

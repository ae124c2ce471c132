package dev.hadrill.workflows.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds outages, with bounds that hold the truth, in the samples of one probe. Pure.
 *
 * <p>A probe is judged by when it was sent. An outage starts after the sending of the last good probe before it, and
 * not later than any bad probe in it had its answer, or its sending + {@code answerWithin} where no answer came. It
 * ends after the sending of its last bad probe, and not later than the reception of the first good one after that.
 * DESIGN.md 4 derives the bounds; FACTS holds their simulated coverage.
 *
 * @param interval between sendings
 * @param stableFor how long all must be good for an outage to have ended
 * @param answerWithin how late the baseline's answers came at most: a working service would have answered by then
 */
public record Estimator(Duration interval, Duration stableFor, Duration answerWithin) {
    /** A pause in the sendings longer than this many intervals is a gap: nobody looked. */
    private static final int GAP_INTERVALS = 5;

    /** Outages in the order of time; samples may come in any order. */
    public List<Outage> outages(List<Sample> samples) {
        List<Sample> ordered = ordered(samples);
        List<Outage> outages = new ArrayList<>();
        int index = 0;
        while (index < ordered.size()) {
            if (ordered.get(index).good()) {
                index++;
                continue;
            }
            int next = endOfOutage(ordered, index);
            outages.add(outage(ordered, index, next));
            index = next;
        }
        return outages;
    }

    /** Spans between the sendings in which an outage could have come and gone unseen. */
    public List<Gap> gaps(List<Sample> samples) {
        List<Sample> ordered = ordered(samples);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            long from = ordered.get(i - 1).sentNs();
            long to = ordered.get(i).sentNs();
            if (to - from > GAP_INTERVALS * interval.toNanos()) {
                gaps.add(new Gap(from, to));
            }
        }
        return gaps;
    }

    /** Whether every probe sent in the {@code stableFor} before an instant was good, and there were any. */
    public boolean stableAt(List<Sample> samples, long nowNs) {
        long from = nowNs - stableFor.toNanos();
        List<Sample> window = samples.stream()
                .filter(sample -> sample.counts() && sample.sentNs() >= from)
                .toList();
        return !window.isEmpty() && window.stream().allMatch(Sample::good);
    }

    private static List<Sample> ordered(List<Sample> samples) {
        return samples.stream()
                .filter(Sample::counts)
                .sorted(Comparator.comparingLong(Sample::sentNs))
                .toList();
    }

    /** The index after the outage's last bad probe: the first good one of a window that stayed good. */
    private int endOfOutage(List<Sample> ordered, int firstBad) {
        int lastBad = firstBad;
        for (int i = firstBad + 1; i < ordered.size(); i++) {
            Sample sample = ordered.get(i);
            if (!sample.good()) {
                lastBad = i;
            } else if (sample.sentNs() - ordered.get(lastBad + 1).sentNs() >= stableFor.toNanos()) {
                break;
            }
        }
        return lastBad + 1;
    }

    private Outage outage(List<Sample> ordered, int firstBad, int next) {
        List<Sample> span = ordered.subList(firstBad, next);
        List<Sample> bad = span.stream().filter(sample -> !sample.good()).toList();
        long startHi = bad.stream().mapToLong(this::notLaterThan).min().orElseThrow();
        long startLo = firstBad == 0
                ? span.getFirst().sentNs()
                : ordered.get(firstBad - 1).sentNs();
        int flaps = 0;
        for (int i = 1; i < span.size(); i++) {
            if (!span.get(i).good() && span.get(i - 1).good()) {
                flaps++;
            }
        }
        Bounds start = new Bounds(Math.min(startLo, startHi), startHi);
        if (!staysGood(ordered, next)) {
            return new Outage(start, null, flaps, bad.size());
        }
        long endLo = span.getLast().sentNs();
        return new Outage(start, new Bounds(endLo, ordered.get(next).doneNs()), flaps, bad.size());
    }

    private long notLaterThan(Sample bad) {
        return bad.outcome() == Outcome.TIMED_OUT ? bad.sentNs() + answerWithin.toNanos() : bad.doneNs();
    }

    private boolean staysGood(List<Sample> ordered, int firstGood) {
        return firstGood < ordered.size()
                && ordered.getLast().sentNs() - ordered.get(firstGood).sentNs()
                        >= stableFor.toNanos() - interval.toNanos();
    }
}

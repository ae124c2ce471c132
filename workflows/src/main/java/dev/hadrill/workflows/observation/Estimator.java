package dev.hadrill.workflows.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds outages, with bounds that hold the truth, in the samples of one probe. Pure.
 *
 * <p>A probe is judged by when it was sent. An outage starts after the sending of the last good probe before it, and not
 * later than the bad probes in it showed it ({@link Shown}). It ends after the sending of its last bad probe, and not
 * later than the reception of the first good one after that. Where good and bad are mixed at an edge, some good ones
 * beyond it may belong to the outage ({@link PartialEdge}). Of one that was there from the first probe on nothing is
 * known before that. DESIGN.md 4 derives the bounds; FACTS holds their simulated
 * coverage.
 *
 * @param interval between sendings
 * @param slowAfter an answer later than this is bad
 * @param stableFor for how long all must be good for an outage to have ended
 * @param answerWithin a working service would have answered two probes by then, counted from the second ({@link
 *     Baseline#answerWithin})
 * @param surelyWithin and one probe by then ({@link Baseline#surelyWithin}), by itself
 */
public record Estimator(
        Duration interval, Duration slowAfter, Duration stableFor, Duration answerWithin, Duration surelyWithin) {
    /** A pause in the sendings longer than this many intervals is a gap: nobody looked. */
    private static final int GAP_INTERVALS = 5;

    /** What no shorter interval resolves: a busy prober's own pauses are as long now and then. */
    private static final Duration SHORTEST_GAP = Duration.ofMillis(100);

    /** A service that slowed just before the outage is given as long to answer as it then took. */
    private static final Duration JUST_BEFORE = Duration.ofSeconds(1);

    public static Estimator of(Probing probing, Probe probe, Baseline baseline) {
        Duration interval = probing.intervalOf(probe);
        return new Estimator(
                interval,
                probing.slowAfter(),
                probing.stableFor(),
                baseline.answerWithin(),
                baseline.surelyWithin(interval).orElse(probing.slowAfter()));
    }

    /** Outages in the order of time; samples may come in any order. */
    public List<Outage> outages(List<Sample> samples) {
        List<Sample> ordered = ordered(samples);
        List<Outage> outages = new ArrayList<>();
        int from = 0;
        int index = 0;
        while (index < ordered.size()) {
            if (ordered.get(index).good()) {
                index++;
                continue;
            }
            Span span = spanFrom(ordered, index);
            outages.add(outage(ordered, from, span));
            from = span.lastBad() + 1;
            index = span.next();
        }
        return outages;
    }

    /** Spans between the sendings in which an outage could have come and gone unseen. */
    public List<Gap> gaps(List<Sample> samples) {
        List<Sample> ordered = ordered(samples);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            Sample before = ordered.get(i - 1);
            Sample after = ordered.get(i);
            if (isGap(before.sentNs(), after.sentNs())) {
                gaps.add(new Gap(before.sentNs(), after.good() ? after.doneNs() : after.sentNs()));
            }
        }
        return gaps;
    }

    /** Whether nobody looked between two sendings that follow each other. */
    public boolean isGap(long sentNs, long nextSentNs) {
        return nextSentNs - sentNs > Math.max(SHORTEST_GAP.toNanos(), GAP_INTERVALS * interval.toNanos());
    }

    private static List<Sample> ordered(List<Sample> samples) {
        return samples.stream()
                .filter(Sample::counts)
                .sorted(Comparator.comparingLong(Sample::sentNs))
                .toList();
    }

    /**
     * An outage's place among the samples.
     *
     * @param next the index to go on from
     * @param stable whether a whole window of good ones followed
     */
    private record Span(int firstBad, int lastBad, int next, boolean stable) {}

    private Span spanFrom(List<Sample> ordered, int firstBad) {
        int lastBad = firstBad;
        int windowStart = firstBad + 1;
        for (int i = firstBad + 1; i < ordered.size(); i++) {
            long sent = ordered.get(i).sentNs();
            if (!ordered.get(i).good()) {
                lastBad = i;
                windowStart = i + 1;
            } else if (i > windowStart && isGap(ordered.get(i - 1).sentNs(), sent)) {
                windowStart = i;
            } else if (sent - ordered.get(windowStart).sentNs() >= stableFor.toNanos()) {
                return new Span(firstBad, lastBad, i + 1, true);
            }
        }
        return new Span(firstBad, lastBad, ordered.size(), false);
    }

    private Outage outage(List<Sample> ordered, int from, Span found) {
        List<Sample> span = ordered.subList(found.firstBad(), found.lastBad() + 1);
        List<Sample> before = ordered.subList(from, found.firstBad());
        Shown shown = new Shown();
        int bad = 0;
        int flaps = 0;
        long slowest = slowestJustBefore(before, span.getFirst());
        long patience = Math.max(answerWithin.toNanos(), slowest);
        long alone = Math.max(surelyWithin.toNanos(), 3 * slowest / 2);
        long nextGoodSent = Long.MAX_VALUE;
        for (int i = span.size() - 1; i >= 0; i--) {
            Sample sample = span.get(i);
            if (sample.good()) {
                nextGoodSent = sample.sentNs();
            } else {
                bad++;
                flaps += i > 0 && span.get(i - 1).good() ? 1 : 0;
                boolean stillWorked = nextGoodSent <= sample.sentNs() + patience;
                shown.by(
                        sample,
                        stillWorked ? slowAfter.toNanos() : patience,
                        stillWorked ? slowAfter.toNanos() : alone,
                        slowAfter.toNanos());
            }
        }
        long startLo = before.isEmpty()
                ? span.getFirst().sentNs()
                : before.get(Math.max(0, before.size() - 1 - PartialEdge.hidden(span)))
                        .sentNs();
        Bounds end = found.stable() ? end(ordered, found, span) : null;
        // It began before it ended, also where too few probes met it to show when.
        long startHi = Math.min(shown.atNs(), end == null ? Long.MAX_VALUE : end.hiNs());
        return new Outage(
                new Bounds(Math.min(startLo, startHi), startHi),
                firstGood(ordered, found),
                end,
                span.getLast().sentNs(),
                flaps,
                bad);
    }

    private static Bounds end(List<Sample> ordered, Span found, List<Sample> span) {
        int firstOfWindow = found.lastBad() + 1 + PartialEdge.hidden(span.reversed());
        Sample shows = ordered.get(Math.min(firstOfWindow, found.next() - 1));
        return new Bounds(span.getLast().sentNs(), shows.doneNs());
    }

    /** Between the last of the longest unbroken run of bad ones, in time, and the good one that broke it. */
    private static @Nullable Bounds firstGood(List<Sample> ordered, Span found) {
        long longest = -1;
        int lastOfLongest = found.lastBad();
        int first = found.firstBad();
        for (int i = found.firstBad(); i <= found.lastBad(); i++) {
            if (ordered.get(i).good()) {
                first = i + 1;
            } else if (ordered.get(i).sentNs() - ordered.get(first).sentNs() > longest) {
                longest = ordered.get(i).sentNs() - ordered.get(first).sentNs();
                lastOfLongest = i;
            }
        }
        return lastOfLongest + 1 == ordered.size()
                ? null
                : new Bounds(
                        ordered.get(lastOfLongest).sentNs(),
                        ordered.get(lastOfLongest + 1).doneNs());
    }

    /**
     * By when bad probes showed that the outage had begun. An answer or a refusal: when it was received, since the
     * request may have been under way when the switch came. No good answer in time: when a working service would have
     * answered, and that by two probes, since one may have been slow by itself, or by one that waited longer. In any case
     * when a good answer had to be there.
     */
    private static final class Shown {
        private long certain = Long.MAX_VALUE;
        private long first = Long.MAX_VALUE;
        private long second = Long.MAX_VALUE;

        void by(Sample bad, long patienceNs, long aloneNs, long slowAfterNs) {
            long atLatest = Math.max(patienceNs, slowAfterNs);
            certain = Math.min(certain, bad.sentNs() + Math.min(atLatest, bad.latencyNs()));
            boolean unanswered = switch (bad.outcome()) {
                case TIMED_OUT, SLOW -> true;
                case WRONG, REFUSED, GOOD, PROBER_ERROR -> false;
            };
            if (unanswered) {
                certain = Math.min(certain, bad.sentNs() + Math.min(aloneNs, bad.latencyNs()));
            }
            long likely = bad.sentNs() + Math.min(patienceNs, bad.latencyNs());
            if (unanswered && likely < first) {
                second = first;
                first = likely;
            } else if (unanswered) {
                second = Math.min(second, likely);
            }
        }

        long atNs() {
            return Math.min(certain, second);
        }
    }

    private static long slowestJustBefore(List<Sample> before, Sample firstBad) {
        long since = firstBad.sentNs() - JUST_BEFORE.toNanos();
        long slowest = 0;
        for (int i = before.size() - 1; i >= 0 && before.get(i).sentNs() >= since; i--) {
            slowest = Math.max(slowest, before.get(i).latencyNs());
        }
        return slowest;
    }
}

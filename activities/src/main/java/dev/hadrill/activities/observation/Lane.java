package dev.hadrill.activities.observation;

import dev.hadrill.activities.threads.BlockingThreads;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Estimator;
import dev.hadrill.workflows.observation.LiveOutage;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One probe's flights, sent by an open loop of its own and judged by the observer: {@link #send} is the loop's, all else
 * the observer's thread alone.
 */
final class Lane implements AutoCloseable {
    /** Told of each change as it is seen, with the instant of the probe that showed it. */
    @FunctionalInterface
    interface OnChange {
        void changed(String probe, LiveOutage.Change change, long atNs);
    }

    private static final class Flight {
        final long plannedNs;
        final long stalledBeforeNs;
        volatile long sentNs;
        volatile @Nullable Sample sample;

        Flight(long plannedNs, OpenLoop loop) {
            this.plannedNs = plannedNs;
            this.stalledBeforeNs = loop.stalledNs();
            this.sentNs = plannedNs;
        }
    }

    private final Probe probe;
    private final Asking asking;
    private final Duration interval;
    private final long slowAfterNs;
    private final LiveOutage live;
    private final OnChange onChange;
    private final Queue<Flight> sent = new ConcurrentLinkedQueue<>();
    private final List<Flight> inFlight = new ArrayList<>();
    private final Deque<Flight> undecided = new ArrayDeque<>();
    private final List<Sample> samples = new ArrayList<>();
    private int handedOver;
    private int good;
    private int bad;
    private boolean passedBefore;
    private @Nullable OpenLoop loop;

    Lane(Probe probe, Asking asking, Probing probing, OnChange onChange) {
        this.probe = probe;
        this.asking = asking;
        this.slowAfterNs = probing.slowAfter().toNanos();
        this.interval = probing.intervalOf(probe);
        // Live, nobody asks when an outage began: the baseline's answers are not needed.
        this.live = new LiveOutage(Estimator.of(probing, probe, Baseline.of(List.of())));
        this.onChange = onChange;
    }

    Probe probe() {
        return probe;
    }

    LiveOutage live() {
        return live;
    }

    int good() {
        return good;
    }

    int bad() {
        return bad;
    }

    /** All that are known so far, this attempt's. */
    List<Sample> samples() {
        return samples;
    }

    /** Those that were not handed over before. */
    List<Sample> fresh() {
        List<Sample> fresh = List.copyOf(samples.subList(handedOver, samples.size()));
        handedOver = samples.size();
        return fresh;
    }

    void start() {
        loop = new OpenLoop(probe.name(), interval, this::send);
        loop.start();
    }

    /** Nothing is sent after this returns; what is under way goes on. */
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    @Override
    public void close() {
        stop();
        asking.close();
    }

    /** Does not block: the probe is asked on a thread of its own. */
    private void send(OpenLoop from, long plannedNs) {
        Flight flight = new Flight(plannedNs, from);
        sent.add(flight);
        BlockingThreads.named("probe").start(() -> {
            Sample sample = asking.ask(plannedNs, instant -> flight.sentNs = instant);
            flight.sample = unlessStalled(sample, from.stalledNs() - flight.stalledBeforeNs);
        });
    }

    /** An answer that only a prober held up made late says nothing of the service. */
    private Sample unlessStalled(Sample sample, long stalledNs) {
        boolean late = sample.outcome() == Outcome.SLOW || sample.outcome() == Outcome.TIMED_OUT;
        return late && sample.latencyNs() - stalledNs <= slowAfterNs
                ? ended(sample.plannedNs(), sample.sentNs(), sample.doneNs(), Outcome.PROBER_ERROR)
                : sample;
    }

    /** What earlier attempts saw. */
    void replay(List<Sample> earlier, Duration baseline) {
        for (Sample sample : earlier.stream()
                .sorted(Comparator.comparingLong(Sample::sentNs))
                .toList()) {
            decide(sample.sentNs(), sample.outcome(), false);
            if (!passedBefore && live.goodFor(baseline, Long.MIN_VALUE)) {
                passedBefore = true;
                live.baselinePassed();
            }
        }
    }

    /** Whether it was good for a whole baseline in earlier attempts. */
    boolean passedBefore() {
        return passedBefore;
    }

    /** Collects what came back, and decides up to the oldest probe that may still be good. */
    void look(long nowNs) {
        for (Flight flight = sent.poll(); flight != null; flight = sent.poll()) {
            inFlight.add(flight);
            undecided.add(flight);
        }
        for (Iterator<Flight> flights = inFlight.iterator(); flights.hasNext(); ) {
            Sample sample = flights.next().sample;
            if (sample != null) {
                samples.add(sample);
                flights.remove();
            }
        }
        while (!undecided.isEmpty()) {
            Flight oldest = undecided.peek();
            Sample sample = oldest.sample;
            if (sample == null && nowNs - oldest.sentNs <= slowAfterNs) {
                return;
            }
            undecided.remove();
            decide(oldest.sentNs, sample == null ? Outcome.TIMED_OUT : sample.outcome(), true);
        }
    }

    /** Whether no probe under way may still turn out good. */
    boolean decided() {
        return sent.isEmpty() && undecided.isEmpty();
    }

    /**
     * Ends what is still under way as of now: longer than {@code slow_after} is bad whatever comes, and recorded as
     * timed out after as long as it was waited for; of the others nothing is known.
     */
    void giveUp(long nowNs) {
        look(nowNs);
        for (Flight flight : inFlight) {
            Sample sample = flight.sample;
            boolean overdue = nowNs - flight.sentNs > slowAfterNs;
            samples.add(
                    sample != null
                            ? sample
                            : ended(
                                    flight.plannedNs,
                                    flight.sentNs,
                                    nowNs,
                                    overdue ? Outcome.TIMED_OUT : Outcome.PROBER_ERROR));
        }
        inFlight.clear();
        undecided.clear();
    }

    private void decide(long sentNs, Outcome outcome, boolean tell) {
        if (outcome == Outcome.PROBER_ERROR) {
            return;
        }
        boolean isGood = outcome == Outcome.GOOD;
        good += isGood ? 1 : 0;
        bad += isGood ? 0 : 1;
        LiveOutage.Change change = live.saw(sentNs, isGood);
        if (tell && change != LiveOutage.Change.NONE) {
            onChange.changed(probe().name(), change, sentNs);
        }
    }

    private static Sample ended(long plannedNs, long sentNs, long doneNs, Outcome outcome) {
        return new Sample(plannedNs, sentNs, doneNs, outcome, 0);
    }
}

package dev.hadrill.workflows.observation;

import static dev.hadrill.workflows.observation.SimulatedService.INTERVAL;
import static dev.hadrill.workflows.observation.SimulatedService.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.SimulatedService.Edge;
import dev.hadrill.workflows.observation.SimulatedService.Mode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Assertions;

/** Whatever the outage, the interval holds the truth. Prints the median widths at an interval of 20 ms. */
class EstimatorPropertyTest {
    private static final String SEED = "4";
    private static final Probe PROBE =
            new UrlProbe("lb", URI.create("http://127.0.0.1/"), null, null, null, null, null);
    private static final int TRIES = 500;
    private static final Duration STABLE_FOR = Duration.ofSeconds(2);
    private static final java.util.Map<String, List<Bounds[]>> WIDTHS = new java.util.TreeMap<>();

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void refused(@ForAll long seed) {
        oneOutage(Mode.REFUSES, seed);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void hung(@ForAll long seed) {
        oneOutage(Mode.HANGS, seed);
    }

    @Property(tries = TRIES / 5, seed = SEED, shrinking = ShrinkingMode.OFF)
    void hungAfterALongBaseline(@ForAll long seed) {
        Random random = new Random(seed);
        long began = instant(random, 25_000, 26_000); // 1,000 answers and more show how slow a good one may be
        long ended = began + instant(random, 1_500, 8_000);
        check("HANGS, p99.9", random, List.of(new Edge(began, Mode.HANGS), new Edge(ended, Mode.UP)));
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void answeredWith503(@ForAll long seed) {
        oneOutage(Mode.ANSWERS_503, seed);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void answeredWith503Late(@ForAll long seed) {
        oneOutage(Mode.ANSWERS_503_LATE, seed);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void queuedThenServed(@ForAll long seed) {
        oneOutage(Mode.QUEUES, seed);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void slowSuccess(@ForAll long seed) {
        oneOutage(Mode.SLOW, seed);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void threeInTenBad(@ForAll long seed) {
        oneOutage(Mode.PARTIAL, seed);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void refusedThenHungThen503(@ForAll long seed) {
        Random random = new Random(seed);
        long began = instant(random, 4_000, 5_000);
        long hung = began + instant(random, 300, 2_000);
        long answered = hung + instant(random, 300, 2_000);
        long ended = answered + instant(random, 300, 2_000);
        check(
                "mixed",
                random,
                List.of(
                        new Edge(began, Mode.REFUSES),
                        new Edge(hung, Mode.HANGS),
                        new Edge(answered, Mode.ANSWERS_503),
                        new Edge(ended, Mode.UP)));
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void flapping(@ForAll long seed) {
        Random random = new Random(seed);
        List<Edge> edges = new ArrayList<>();
        long at = instant(random, 4_000, 5_000);
        int flaps = 1 + random.nextInt(3);
        int longest = random.nextInt(flaps + 1);
        long back = 0;
        for (int i = 0; i <= flaps; i++) {
            edges.add(new Edge(at, random.nextBoolean() ? Mode.REFUSES : Mode.HANGS));
            at += i == longest ? instant(random, 2_100, 3_000) : instant(random, 900, 2_000);
            edges.add(new Edge(at, Mode.UP));
            back = i == longest ? at : back;
            at += instant(random, 200, 1_900);
        }
        Outage outage = check("flapping", random, edges);
        // A slow answer that the first edge cut off, with a quicker one behind it, looks like one more.
        assertThat(outage.flaps()).isBetween(flaps, flaps + 1);
        assertHolds(firstGood(outage), back);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void anOutageThatBeginsLongAfterTheFault(@ForAll long seed) {
        Random random = new Random(seed);
        long injected = instant(random, 3_600, 4_000);
        long began = injected + instant(random, 500, 5_000);
        long ended = began + instant(random, 300, 4_000);
        Mode mode = random.nextBoolean() ? Mode.HANGS : Mode.ANSWERS_503;
        check("delayed", random, List.of(new Edge(began, mode), new Edge(ended, Mode.UP)), injected);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void noneIsFoundWhereNoneWas(@ForAll long seed) {
        List<Sample> samples = new SimulatedService(List.of(), seed).probe(0, 15_000 * MS);
        Estimator estimator = estimator(samples, 3_500 * MS);
        assertThat(estimator.outages(samples)).isEmpty();
        assertThat(estimator.gaps(samples)).isEmpty();
        Rto rto = rto(samples, estimator, 5_000 * MS, Observation.End.STABLE);
        assertThat(rto.loSec()).isZero();
        assertThat(rto.hiSec()).isBetween(0.02, 0.024);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void anOutageThatNeverEndsIsOpenAndItsLowerBoundHolds(@ForAll long seed) {
        Random random = new Random(seed);
        long began = instant(random, 4_000, 5_000);
        // It may come back too late for a whole window: that is not known to be a recovery, and not denied.
        long ended = instant(random, 13_500, 30_000);
        List<Edge> edges = List.of(
                new Edge(began, random.nextBoolean() ? Mode.HANGS : Mode.ANSWERS_503), new Edge(ended, Mode.UP));
        List<Sample> samples = new SimulatedService(edges, seed).probe(0, 15_000 * MS);
        Estimator estimator = estimator(samples, 3_500 * MS);
        assertThat(estimator.outages(samples)).hasSize(1).noneMatch(Outage::recovered);
        Rto rto = rto(samples, estimator, began - 100 * MS, Observation.End.MAX_WAIT);
        assertThat(rto.recovered()).isFalse();
        assertThat(rto.loSec()).isLessThanOrEqualTo((ended - began + 100 * MS) / 1e9);
        assertThat(rto.loSec()).isGreaterThan(8);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void aGapInTheObservationWidensTheInterval(@ForAll long seed) {
        Random random = new Random(seed);
        long began = instant(random, 4_000, 6_000);
        long ended = began + instant(random, 50, 4_000);
        long gapFrom = instant(random, 3_000, 8_000);
        long gapTo = gapFrom + instant(random, 150, 4_000);
        List<Sample> seen = new ArrayList<>(new SimulatedService(
                        List.of(new Edge(began, Mode.HANGS), new Edge(ended, Mode.UP)), seed)
                .probe(0, 18_000 * MS));
        // What was under way when the observer died is lost as well.
        seen.removeIf(sample -> sample.doneNs() > gapFrom && sample.sentNs() < gapTo);
        Estimator estimator = estimator(seen, 3_500 * MS);
        long injected = began - instant(random, 0, 50);
        Rto rto = rto(seen, estimator, injected, Observation.End.STABLE);
        double truth = (ended - injected) / 1e9;
        assertThat(estimator.gaps(seen)).isNotEmpty();
        assertThat(rto.loSec()).isLessThanOrEqualTo(truth);
        assertThat(rto.hiSec()).isGreaterThanOrEqualTo(truth);
    }

    @Property(tries = TRIES, seed = SEED, shrinking = ShrinkingMode.OFF)
    void theOrderOfSamplesDoesNotMatter(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        List<Edge> edges = List.of(new Edge(3_000 * MS, Mode.PARTIAL), new Edge(5_000 * MS, Mode.UP));
        List<Sample> samples = new SimulatedService(edges, seed).probe(0, 9_000 * MS);
        List<Sample> shuffled = new ArrayList<>(samples);
        java.util.Collections.shuffle(shuffled, random);
        assertThat(estimator(samples, 3_500 * MS).outages(shuffled))
                .isEqualTo(estimator(samples, 3_500 * MS).outages(samples));
    }

    @AfterContainer
    static void printWidths() {
        WIDTHS.forEach((mode, found) -> System.out.printf(
                "estimator: %-18s %4d of %4d hold the truth; median width in ms: start %.1f, end %.1f%n",
                mode,
                found.size(),
                found.size(),
                median(found.stream()
                        .mapToLong(bounds -> bounds[0].widthNs())
                        .sorted()
                        .toArray()),
                median(found.stream()
                        .mapToLong(bounds -> bounds[1].widthNs())
                        .sorted()
                        .toArray())));
    }

    private static void oneOutage(Mode mode, long seed) {
        Random random = new Random(seed);
        long began = instant(random, 4_000, 5_000);
        long ended = began + instant(random, 1_500, 8_000);
        Outage outage = check(mode.name(), random, List.of(new Edge(began, mode), new Edge(ended, Mode.UP)));
        if (mode != Mode.PARTIAL) { // there some are good all along
            assertHolds(firstGood(outage), ended);
        }
    }

    /** One outage, from the first edge to the last, within its bounds; and the RTO likewise. */
    private static Outage check(String mode, Random random, List<Edge> edges) {
        return check(mode, random, edges, edges.getFirst().atNs() - instant(random, 0, 500));
    }

    private static Outage check(String mode, Random random, List<Edge> edges, long injected) {
        long began = edges.getFirst().atNs();
        long ended = edges.getLast().atNs();
        List<Sample> samples =
                new SimulatedService(edges, random.nextLong()).probe(instant(random, 0, 20), ended + 8_000 * MS);
        Estimator estimator = estimator(samples, began - 500 * MS);
        List<Outage> outages = estimator.outages(samples);
        assertThat(outages).hasSize(1);
        Outage outage = outages.getFirst();
        assertHolds(outage.start(), began);
        Bounds end = outage.end();
        Assertions.assertNotNull(end);
        assertHolds(end, ended);
        WIDTHS.computeIfAbsent(mode, key -> new ArrayList<>()).add(new Bounds[] {outage.start(), end});

        Rto rto = rto(samples, estimator, injected, Observation.End.STABLE);
        assertThat((ended - injected) / 1e9).isBetween(rto.loSec(), rto.hiSec());
        return outage;
    }

    private static Bounds firstGood(Outage outage) {
        Bounds firstGood = outage.firstGood();
        Assertions.assertNotNull(firstGood);
        return firstGood;
    }

    private static void assertHolds(Bounds bounds, long truth) {
        assertThat(truth).isBetween(bounds.loNs(), bounds.hiNs());
    }

    private static Estimator estimator(List<Sample> samples, long untilNs) {
        List<Sample> baseline =
                samples.stream().filter(sample -> sample.sentNs() < untilNs).toList();
        Baseline before = Baseline.of(baseline);
        return new Estimator(
                Duration.ofNanos(INTERVAL),
                Duration.ofNanos(SimulatedService.SLOW_AFTER),
                STABLE_FOR,
                before.answerWithin(),
                before.surelyWithin(Duration.ofNanos(INTERVAL)).orElse(Duration.ofNanos(SimulatedService.SLOW_AFTER)));
    }

    private static Rto rto(List<Sample> samples, Estimator estimator, long injectedNs, Observation.End end) {
        ProbeResult result = ProbeResult.of(PROBE, estimator, Baseline.of(samples), samples, Long.MIN_VALUE);
        Stamp began = new Stamp(0L, "boot", Instant.EPOCH);
        Observation observation = new Observation(
                began,
                began.at(samples.getLast().sentNs()),
                end,
                Duration.ofNanos(INTERVAL),
                Duration.ofNanos(SimulatedService.TIMEOUT),
                List.of("lb"),
                List.of(result),
                null,
                1);
        return Rto.of(
                observation, new Injection(began.at(injectedNs - 3 * MS), began.at(injectedNs + 9 * MS), "killed"));
    }

    private static long instant(Random random, long fromMs, long toMs) {
        return fromMs * MS + (long) (random.nextDouble() * (toMs - fromMs) * MS);
    }

    private static double median(long[] sorted) {
        return sorted[sorted.length / 2] / 1e6;
    }
}

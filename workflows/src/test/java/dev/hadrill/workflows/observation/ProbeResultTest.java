package dev.hadrill.workflows.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbeResultTest {
    private static final Probe PROBE =
            new UrlProbe("api-2", URI.create("http://127.0.0.1/"), null, null, null, null, "api");
    private static final long MS = 1_000_000;
    private static final long INTERVAL_MS = 100;
    private static final Duration STABLE_FOR = Duration.ofSeconds(1);

    private long judgedFromNs = Long.MIN_VALUE;
    private final List<Sample> samples = new ArrayList<>();

    @Test
    void answersAreToldApartByWhenTheyWereAsked() {
        sent(20, Outcome.GOOD, 4);
        sent(3, Outcome.REFUSED, 1);
        sent(4, Outcome.WRONG, 30);
        sent(1, Outcome.TIMED_OUT, 5_000);
        sent(2, Outcome.SLOW, 400);
        sent(20, Outcome.GOOD, 8);
        Answers answers = result().answers();
        assertThat(answers).isNotNull();
        assertThat(answers.before()).isEqualTo(new Answers.Latency(20, Duration.ofMillis(4), Duration.ofMillis(4)));
        assertThat(answers.during()).isEqualTo(new Answers.Latency(6, Duration.ofMillis(30), Duration.ofMillis(400)));
        assertThat(answers.after()).isEqualTo(new Answers.Latency(20, Duration.ofMillis(8), Duration.ofMillis(8)));
    }

    @Test
    void withoutAnOutageEveryAnswerWasBeforeOne() {
        sent(5, Outcome.GOOD, 4);
        assertThat(result().answers())
                .isEqualTo(new Answers(
                        new Answers.Latency(5, Duration.ofMillis(4), Duration.ofMillis(4)), none(), none()));
    }

    @Test
    void nothingIsAfterAnOutageThatDidNotEnd() {
        sent(5, Outcome.GOOD, 4);
        sent(5, Outcome.WRONG, 4);
        sent(5, Outcome.GOOD, 4);
        assertThat(result().answers().after()).isEqualTo(none());
        assertThat(result().answers().during().count()).isEqualTo(10);
    }

    @Test
    void whatIsSlowLateAndLaggingIsCountedAndAProbersOwnErrorIsNot() {
        sent(90, Outcome.GOOD, 4);
        sent(3, Outcome.SLOW, 400);
        sent(2, Outcome.WRONG, 4);
        sent(5, Outcome.PROBER_ERROR, 4);
        Sample last = samples.removeLast();
        samples.add(new Sample(
                last.plannedNs(), last.plannedNs() + 250 * MS, last.plannedNs() + 260 * MS, Outcome.GOOD, 200));
        Collections.shuffle(samples, new Random(4));
        ProbeResult result = result();
        assertThat(result.total()).isEqualTo(96);
        assertThat(result.bad()).isEqualTo(5);
        assertThat(result.slow()).isEqualTo(3);
        assertThat(result.replicaOf()).isEqualTo("api");
        assertThat(result.late()).isEqualTo(1);
        assertThat(result.lagP50Us()).isEqualTo(1_000);
        assertThat(result.lagP99Us()).isEqualTo(1_000);
        assertThat(result.lagMaxUs()).isEqualTo(250_000);
        assertThat(result.interval()).isEqualTo(Duration.ofMillis(INTERVAL_MS));
    }

    @Test
    void nothingAtAllIsAResult() {
        ProbeResult result = result();
        assertThat(result.total()).isZero();
        assertThat(result.outages()).isEmpty();
        assertThat(result.lagMaxUs()).isZero();
    }

    @Test
    void theServiceWasBackAfterItsLongestRunOfBadProbesIfNotForGood() {
        sent(5, Outcome.GOOD, 4);
        sent(2, Outcome.REFUSED, 1);
        sent(1, Outcome.GOOD, 4);
        sent(10, Outcome.REFUSED, 1);
        long lastOfLongest = samples.getLast().sentNs();
        sent(4, Outcome.GOOD, 7);
        sent(3, Outcome.WRONG, 4);
        long last = samples.getLast().sentNs();
        sent(20, Outcome.GOOD, 4);
        Outage outage = result().outages().getFirst();
        assertThat(outage.firstGood()).isEqualTo(new Bounds(lastOfLongest, lastOfLongest + INTERVAL_MS * MS + 7 * MS));
        assertThat(outage.end()).isNotNull();
        assertThat(outage.end().loNs()).isEqualTo(last);
        assertThat(outage.flaps()).isEqualTo(2);
    }

    @Test
    void oneProbeThatHungDoesNotSayWhenTheOutageBeganButThatItBeganBeforeItEnded() {
        sent(5, Outcome.GOOD, 4);
        long lastGood = samples.getLast().sentNs();
        sent(1, Outcome.TIMED_OUT, 2_000);
        sent(20, Outcome.GOOD, 4);
        Outage outage = result().outages().getFirst();
        assertThat(outage.end()).isNotNull();
        assertThat(outage.start()).isEqualTo(new Bounds(lastGood, outage.end().hiNs()));
    }

    @Test
    void whatWasBeforeAGoodBaselineIsNoPartOfTheOutage() {
        sent(2, Outcome.WRONG, 4);
        sent(5, Outcome.GOOD, 4);
        judgedFromNs = samples.get(2).sentNs();
        long lastGood = samples.getLast().sentNs();
        sent(3, Outcome.REFUSED, 1);
        sent(20, Outcome.GOOD, 4);
        ProbeResult result = result();
        assertThat(result.bad()).isEqualTo(5);
        assertThat(result.outages()).singleElement().satisfies(outage -> {
            assertThat(outage.start().loNs()).isEqualTo(lastGood);
            assertThat(outage.badProbes()).isEqualTo(3);
        });
    }

    @Test
    void withoutAGoodProbeThereIsNoFirst() {
        sent(5, Outcome.GOOD, 4);
        sent(3, Outcome.REFUSED, 1);
        assertThat(result().outages()).singleElement().matches(outage -> outage.firstGood() == null);
    }

    @Test
    void whereNobodySaysWhenTheFaultCameTheBaselineEndsWithTheFirstBadProbe() {
        sent(3, Outcome.GOOD, 4);
        sent(1, Outcome.GOOD, 150); // under way when the first bad one was sent
        sent(2, Outcome.REFUSED, 1);
        sent(50, Outcome.GOOD, 90);
        Baseline baseline = Baseline.beforeTrouble(samples);
        assertThat(baseline.answers()).isEqualTo(3);
        assertThat(baseline.answerWithin()).isEqualTo(Duration.ofMillis(6));
    }

    private ProbeResult result() {
        Estimator estimator = new Estimator(
                Duration.ofMillis(INTERVAL_MS),
                Duration.ofMillis(300),
                STABLE_FOR,
                Duration.ofMillis(6),
                Duration.ofMillis(300));
        return ProbeResult.of(PROBE, estimator, Baseline.of(List.of()), samples, judgedFromNs);
    }

    private void sent(int count, Outcome outcome, long latencyMs) {
        for (int i = 0; i < count; i++) {
            long planned = (samples.size() + 1) * INTERVAL_MS * MS - MS;
            samples.add(new Sample(planned, planned + MS, planned + MS + latencyMs * MS, outcome, 0));
        }
    }

    private static Answers.Latency none() {
        return new Answers.Latency(0, Duration.ZERO, Duration.ZERO);
    }
}

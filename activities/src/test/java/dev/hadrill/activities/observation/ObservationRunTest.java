package dev.hadrill.activities.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hadrill.activities.http.HttpProbe;
import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.scripted.ScriptedTarget.Mode;
import dev.hadrill.scripted.ScriptedTarget.Switched;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Rto;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.observation.UrlProbe;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a server whose outages are known to the microsecond, over real sockets. */
@Timeout(60)
class ObservationRunTest {
    private static final Witness NOBODY = (stack, onSighting) -> () -> {};
    private static final int TRIALS = 4;
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration SLOW_AFTER = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(800);
    private static final Duration STABLE_FOR = Duration.ofMillis(700);
    private static final Duration BASELINE = Duration.ofMillis(300);
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final MemorySegments samples = new MemorySegments();

    @ParameterizedTest
    @EnumSource(names = {"REFUSES", "HANGS", "ANSWERS_503", "SLOW", "PARTIAL", "RED_BODY", "REDIRECTS"})
    void theIntervalHoldsTheTruth(Mode mode) throws Exception {
        List<Future<double[]>> trials = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(TRIALS)) {
            for (int i = 0; i < TRIALS; i++) {
                int seed = i;
                trials.add(executor.submit(() -> trial(mode, seed)));
            }
        }
        double[] widths = new double[3];
        for (Future<double[]> trial : trials) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] += trial.get()[i] / TRIALS;
            }
        }
        System.out.printf(
                "scripted: %-12s %d of %d hold the truth; mean width in ms: start %.1f, end %.1f; answers within %.1f%n",
                mode, TRIALS, TRIALS, widths[0], widths[1], widths[2]);
    }

    private static double[] trial(Mode mode, int seed) {
        Random random = new Random(seed);
        try (ScriptedTarget target = new ScriptedTarget(400)) {
            ScriptedDrill drill = new ScriptedDrill(
                    1,
                    () -> Thread.startVirtualThread(() -> {
                        pause(random.nextInt(80));
                        target.become(mode);
                        pause(700 + random.nextInt(500));
                        target.become(Mode.UP);
                    }));
            Observation observation = run(target, drill, new MemorySegments());
            assertThat(observation.end()).isEqualTo(Observation.End.STABLE);
            ProbeResult result = observation.leading();
            assertThat(result.outages()).hasSize(1);
            Outage outage = result.outages().getFirst();
            Bounds end = outage.end();
            Switched down = target.switches().getFirst();
            Switched up = target.switches().getLast();
            assertHolds(outage.start(), down);
            assertThat(end).isNotNull();
            assertHolds(end, up);
            Rto rto = Rto.of(observation, drill.injection);
            double truth = observation.began().at(up.toNs()).secondsSince(drill.injection.requested());
            assertThat(truth).isBetween(rto.loSec(), rto.hiSec() + 0.001);
            assertThat(drill.transitions).extracting(Transition::outage).containsExactly(true, false);
            return new double[] {
                outage.start().widthNs() / 1e6,
                end.widthNs() / 1e6,
                result.baseline().answerWithin().toNanos() / 1e6
            };
        }
    }

    private static void assertHolds(Bounds bounds, Switched truth) {
        assertThat(bounds.loNs()).isLessThanOrEqualTo(truth.toNs());
        assertThat(bounds.hiNs()).isGreaterThanOrEqualTo(truth.fromNs());
    }

    @Test
    void withoutAnOutageItEndsAfterTheWindowAndNotTheMaximumWait() {
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            long began = System.nanoTime();
            ScriptedDrill drill = new ScriptedDrill(1, () -> {});
            Observation observation = run(target, drill, samples);
            assertThat(observation.end()).isEqualTo(Observation.End.STABLE);
            assertThat(observation.leading().outages()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            assertThat(observation.ended().secondsSince(drill.injection.confirmed()))
                    .isGreaterThanOrEqualTo(STABLE_FOR.toNanos() / 1e9);
            assertThat(samples.samples()).hasSize(observation.leading().total());
            assertThat(Rto.of(observation, drill.injection).hiSec()).isLessThan(0.2);
        }
    }

    @Test
    void hundredsOfHungProbesDoNotDelayTheNext() {
        Probing patient = new Probing(
                Duration.ofMillis(5),
                Duration.ofMillis(2_500),
                Duration.ofSeconds(2),
                STABLE_FOR,
                BASELINE,
                List.of(pinned("lb", 1).probe()),
                null);
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            ScriptedDrill drill = new ScriptedDrill(1, () -> target.become(Mode.HANGS));
            ObserveRequest request = request(target, patient, Duration.ofMillis(1_800));
            Observation observation = run(request, drill, samples);
            assertThat(observation.end()).isEqualTo(Observation.End.MAX_WAIT);
            long hung = samples.samples().stream()
                    .filter(sample ->
                            sample.sentNs() > drill.injection.confirmed().monoNs())
                    .count();
            assertThat(hung).isGreaterThan(200);
            ProbeResult result = observation.leading();
            System.out.printf(
                    "scripted: %d hung probes at 5 ms: lag p99 %.2f ms, max %.2f ms, %d late%n",
                    hung, result.lagP99Us() / 1e3, result.lagMaxUs() / 1e3, result.late());
            assertThat(result.late()).isLessThan(result.total() / 3); // a busy machine delays some, hung or not
            assertThat(result.lagP50Us()).isLessThan(2_500);
        }
    }

    @Test
    void neverRecoveredEndsAtTheMaximumWaitAndIsOpen() {
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            ScriptedDrill drill = new ScriptedDrill(1, () -> target.become(Mode.REFUSES));
            ObserveRequest request = request(target, probing(), Duration.ofSeconds(1));
            Observation observation = run(request, drill, samples);
            assertThat(observation.end()).isEqualTo(Observation.End.MAX_WAIT);
            assertThat(observation.leading().outages()).singleElement().matches(outage -> !outage.recovered());
            assertThat(Rto.of(observation, drill.injection).loSec()).isBetween(0.9, 2.0);
        }
    }

    @Test
    void aHiccupBeforeTheBaselineIsNoPartOfTheOutage() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(0);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            target.become(Mode.ANSWERS_503);
            ScriptedDrill drill = new ScriptedDrill(1, () -> target.become(Mode.ANSWERS_503));
            Future<Observation> run = executor.submit(() -> run(target, drill, samples));
            await().until(() -> target.asked() > 5);
            target.become(Mode.UP);
            await().until(() -> !drill.transitions.isEmpty());
            target.become(Mode.UP);
            Observation observation = run.get(20, TimeUnit.SECONDS);
            Outage outage = observation.leading().outages().getFirst();
            assertHolds(outage.start(), target.switches().get(2));
            assertThat(observation.leading().outages()).hasSize(1);
            assertThat(observation.leading().bad()).isGreaterThan(outage.badProbes());
            assertThat(drill.transitions).extracting(Transition::outage).containsExactly(true, false);
        }
    }

    @Test
    void anUnhealthyBaselineIsRefusedWithWhatWasSeen() {
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            target.become(Mode.ANSWERS_503);
            ObservationRun run = new ObservationRun(
                    request(target, probing(), MAX_WAIT),
                    samples,
                    NOBODY,
                    HttpProbe::of,
                    new ScriptedDrill(1, () -> {}),
                    Duration.ofSeconds(1));
            assertThatThrownBy(run::run).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                assertThat(failure.getType()).isEqualTo(Failures.BASELINE_UNHEALTHY);
                assertThat(failure.getOriginalMessage())
                        .contains("probe lb http://127.0.0.1:" + target.port())
                        .contains("expected HTTP 200 with /checks/db = ok within 300 ms")
                        .contains("HTTP 503, HTTP 503");
            });
        }
    }

    @Test
    void aCancelledOneReturnsWhatItHas() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(0);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            ScriptedDrill drill = new ScriptedDrill(1, () -> target.become(Mode.HANGS));
            Future<Observation> run = executor.submit(() -> run(target, drill, samples));
            assertThat(drill.ready.await(10, TimeUnit.SECONDS)).isTrue();
            await().until(() -> !drill.transitions.isEmpty());
            drill.cancelled = true;
            Observation observation = run.get(2, TimeUnit.SECONDS);
            assertThat(observation.end()).isEqualTo(Observation.End.CANCELLED);
            assertThat(observation.leading().bad()).isPositive();
            assertThat(Rto.of(observation, drill.injection).recovered()).isFalse();
        }
    }

    @Test
    void aServerThatIsAwayNeitherDelaysNorEndsTheMeasurement() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(0);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            ScriptedDrill drill = new ScriptedDrill(1, () -> target.become(Mode.ANSWERS_503));
            Future<Observation> run = executor.submit(() -> run(target, drill, samples));
            assertThat(drill.ready.await(10, TimeUnit.SECONDS)).isTrue();
            drill.away = true;
            samples.down = true;
            pause(600);
            target.become(Mode.UP);
            pause(300);
            drill.away = false;
            samples.down = false;
            Observation observation = run.get(10, TimeUnit.SECONDS);
            assertThat(observation.end()).isEqualTo(Observation.End.STABLE);
            assertThat(observation.leading().outages()).hasSize(1);
            assertThat(drill.transitions).extracting(Transition::outage).containsExactly(true, false);
            assertThat(samples.samples()).hasSize(observation.leading().total());
        }
    }

    @Test
    void anotherAttemptGoesOnFromWhatTheFirstKeptAndTheGapIsInTheResult() throws Exception {
        try (ScriptedTarget target = new ScriptedTarget(0);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            ScriptedDrill first = new ScriptedDrill(1, () -> target.become(Mode.ANSWERS_503));
            Future<Observation> died = executor.submit(() -> run(target, first, samples));
            assertThat(first.ready.await(10, TimeUnit.SECONDS)).isTrue();
            await().until(() -> !first.transitions.isEmpty());
            first.cancelled = true;
            Observation part = died.get(3, TimeUnit.SECONDS);
            pause(300);
            ScriptedDrill second = new ScriptedDrill(2, () -> {});
            second.injection = first.injection;
            Future<Observation> run = executor.submit(() -> run(target, second, samples));
            pause(500);
            Switched up = target.become(Mode.UP);
            Observation whole = run.get(10, TimeUnit.SECONDS);
            ProbeResult result = whole.leading();
            assertThat(whole.attempts()).isEqualTo(2);
            assertThat(whole.end()).isEqualTo(Observation.End.STABLE);
            assertThat(result.total()).isGreaterThan(part.leading().total());
            assertThat(result.gaps()).anyMatch(gap -> gap.toNs() - gap.fromNs() >= 300_000_000);
            assertThat(result.outages()).hasSize(1);
            assertHolds(result.outages().getFirst().start(), target.switches().getFirst());
            assertHolds(
                    java.util.Objects.requireNonNull(result.outages().getFirst().end()), up);
            assertThat(whole.began().secondsSince(part.began())).isBetween(-0.3, 0.3);
            assertThat(second.transitions).extracting(Transition::outage).containsExactly(false);
        }
    }

    @Test
    void samplesAreKeptWithTheirOutcome() {
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            ScriptedDrill drill = new ScriptedDrill(1, () -> target.become(Mode.ANSWERS_503));
            run(request(target, probing(), Duration.ofMillis(400)), drill, samples);
            assertThat(samples.samples()).extracting(Sample::httpCode).contains(200, 503);
        }
    }

    private static Observation run(ScriptedTarget target, ScriptedDrill drill, MemorySegments samples) {
        return run(request(target, probing(), MAX_WAIT), drill, samples);
    }

    private static Observation run(ObserveRequest request, ScriptedDrill drill, MemorySegments samples) {
        return new Observer(samples, NOBODY, HttpProbe::of).observe(request, drill);
    }

    private static ObserveRequest request(ScriptedTarget target, Probing probing, Duration maxWait) {
        return new ObserveRequest(
                "drill", "wf", null, List.of(pinned("lb", target.port())), probing, null, null, maxWait);
    }

    private static Probing probing() {
        return new Probing(
                INTERVAL,
                TIMEOUT,
                SLOW_AFTER,
                STABLE_FOR,
                BASELINE,
                List.of(pinned("lb", 1).probe()),
                null);
    }

    private static PinnedProbe pinned(String name, int port) {
        URI url = URI.create("http://127.0.0.1:" + port + "/ready");
        return new PinnedProbe(new UrlProbe(name, url, null, "/checks/db", "ok", null, null), "127.0.0.1");
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.hadrill.activities.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.activities.http.HttpProbe;
import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.scripted.ScriptedTarget.Mode;
import dev.hadrill.scripted.ScriptedTarget.Switched;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import dev.hadrill.workflows.observation.SightingCodec;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.observation.Until;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.Compose;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Observations of somebody else's fault, and of a stack that a witness watches from inside. */
@Timeout(60)
class WatchTest {
    private static final Duration STABLE_FOR = Duration.ofMillis(600);

    /** Says what it is told to. */
    private static final class Told implements Witness {
        volatile @Nullable Consumer<Sighting> say;

        @Override
        public Watching watch(PinnedStack stack, Consumer<Sighting> onSighting) {
            say = onSighting;
            return () -> say = null;
        }

        void says(Kind kind, String source) {
            Objects.requireNonNull(say).accept(new Sighting(kind, null, System.nanoTime(), source, "seen"));
        }
    }

    private final MemorySegments segments = new MemorySegments();
    private final ScriptedTarget target = new ScriptedTarget(0);
    private final Told witness = new Told();
    private final Observer observer = new Observer(segments, witness, HttpProbe::of);
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        target.close();
        executor.shutdownNow();
    }

    @Test
    void aWatchEndsWhenAnOutageCameAndWent() throws Exception {
        ScriptedDrill watch = new ScriptedDrill(1, () -> {});
        Future<Observation> run = observe(watch, Until.STABLE_AFTER_OUTAGE, Duration.ofSeconds(20), null);
        await().until(() -> target.asked() > 60); // longer than the window of stability
        Switched down = target.become(Mode.ANSWERS_503);
        await().until(() -> !watch.transitions.isEmpty());
        Switched up = target.become(Mode.UP);
        Observation observation = run.get(10, TimeUnit.SECONDS);
        assertThat(observation.end()).isEqualTo(Observation.End.STABLE);
        Outage outage = observation.leading().outages().getFirst();
        assertThat(outage.start().loNs()).isLessThanOrEqualTo(down.toNs());
        assertThat(outage.start().hiNs()).isGreaterThanOrEqualTo(down.fromNs());
        assertThat(Objects.requireNonNull(outage.end()).loNs()).isLessThanOrEqualTo(up.toNs());
        assertThat(outage.end().hiNs()).isGreaterThanOrEqualTo(up.fromNs());
        assertThat(observation.leading().baseline().answers()).isGreaterThan(50);
        assertThat(watch.transitions).extracting(Transition::outage).containsExactly(true, false);
        assertThat(watch.baselines).isEmpty();
    }

    @Test
    void aWatchWithoutAnOutageEndsAtTheMaximumWait() throws Exception {
        ScriptedDrill watch = new ScriptedDrill(1, () -> {});
        Observation observation = observe(watch, Until.STABLE_AFTER_OUTAGE, Duration.ofMillis(1_500), null)
                .get(10, TimeUnit.SECONDS);
        assertThat(observation.end()).isEqualTo(Observation.End.MAX_WAIT);
        assertThat(observation.ended().secondsSince(observation.began())).isBetween(1.5, 3.0);
        assertThat(observation.leading().outages()).isEmpty();
    }

    @Test
    void aWatchOfASickServiceAsksForNoHealthyBaselineAndEndsInTime() throws Exception {
        target.become(Mode.ANSWERS_503);
        ScriptedDrill watch = new ScriptedDrill(1, () -> {});
        Observation observation =
                observe(watch, Until.TIME_IS_OVER, Duration.ofSeconds(1), null).get(10, TimeUnit.SECONDS);
        assertThat(observation.end()).isEqualTo(Observation.End.MAX_WAIT);
        assertThat(observation.leading().baseline().answers()).isZero();
        assertThat(observation.leading().outages()).singleElement().matches(outage -> !outage.recovered());
        assertThat(watch.baselines).isEmpty();
        assertThat(observation.sightings()).isEmpty();
    }

    @Test
    void aWatchThatIsTakenOverWaitsNoLongerThanFromItsFirstBeginning() throws Exception {
        ScriptedDrill first = new ScriptedDrill(1, () -> {});
        Future<Observation> died = observe(first, Until.TIME_IS_OVER, Duration.ofSeconds(3), null);
        await().until(() -> target.asked() > 50);
        first.cancelled = true;
        Observation part = died.get(5, TimeUnit.SECONDS);
        Observation whole = observe(new ScriptedDrill(2, () -> {}), Until.TIME_IS_OVER, Duration.ofSeconds(3), null)
                .get(10, TimeUnit.SECONDS);
        assertThat(whole.ended().secondsSince(part.began())).isBetween(2.9, 4.0);
        assertThat(whole.leading().total()).isGreaterThan(part.leading().total());
    }

    @Test
    void whatTheWitnessSaysIsKeptAndTheFirstOfEachKindIsInTheResult() throws Exception {
        ScriptedDrill drill = new ScriptedDrill(1, () -> {
            witness.says(Kind.DIED, "docker");
            witness.says(Kind.OTHER, "docker");
            witness.says(Kind.SUSPECTED, "redis-sentinel-1");
            witness.says(Kind.SUSPECTED, "redis-sentinel-2");
            witness.says(Kind.SUSPECTED, "redis-sentinel-1");
        });
        Future<Observation> run = observe(drill, Until.STABLE_AFTER_FAULT, Duration.ofSeconds(20), stack());
        Observation observation = run.get(20, TimeUnit.SECONDS);
        assertThat(observation.sightings())
                .extracting(Sighting::kind)
                .containsExactly(Kind.DIED, Kind.SUSPECTED, Kind.SUSPECTED);
        assertThat(kept()).hasSize(5);
        assertThat(witness.say).isNull();
    }

    @Test
    void whatWasSeenByAnAttemptThatDiedIsInTheResult() throws Exception {
        ScriptedDrill first = new ScriptedDrill(1, () -> witness.says(Kind.DIED, "docker"));
        Future<Observation> died = observe(first, Until.STABLE_AFTER_FAULT, Duration.ofSeconds(20), stack());
        assertThat(first.ready.await(10, TimeUnit.SECONDS)).isTrue();
        first.cancelled = true;
        died.get(5, TimeUnit.SECONDS);
        ScriptedDrill second = new ScriptedDrill(2, () -> {});
        second.injection = first.injection;
        Future<Observation> run = observe(second, Until.STABLE_AFTER_FAULT, Duration.ofSeconds(20), stack());
        await().until(() -> witness.say != null);
        witness.says(Kind.STARTED, "docker");
        assertThat(run.get(20, TimeUnit.SECONDS).sightings())
                .extracting(Sighting::kind)
                .containsExactly(Kind.DIED, Kind.STARTED);
    }

    @Test
    void whatProbesShowIsKnownWhileTheyLookAndNotAfter() throws Exception {
        ScriptedDrill watch = new ScriptedDrill(1, () -> {});
        Future<Observation> run = observe(watch, Until.STABLE_AFTER_OUTAGE, Duration.ofSeconds(20), null);
        await().until(observer::now, List.of(new ProbeNow("observe", "lb", false))::equals);
        await().until(() -> target.asked() > 10);
        target.become(Mode.ANSWERS_503);
        await().until(observer::now, List.of(new ProbeNow("observe", "lb", true))::equals);
        target.become(Mode.UP);
        run.get(10, TimeUnit.SECONDS);
        assertThat(observer.now()).isEmpty();
    }

    private List<Sighting> kept() {
        return segments.read("drill").stream()
                .filter(segment -> segment.stream().equals(Segment.SIGHTINGS))
                .flatMap(segment -> SightingCodec.decode(segment.content()).stream())
                .toList();
    }

    private Future<Observation> observe(
            ScriptedDrill drill, Until until, Duration maxWait, @Nullable PinnedStack stack) {
        ObserveRequest request = new ObserveRequest(
                "drill", "wf", stack, List.of(new PinnedProbe(probe(), "127.0.0.1")), probing(), null, until, maxWait);
        return executor.submit(() -> observer.observe(request, drill));
    }

    private Probing probing() {
        return new Probing(null, null, null, STABLE_FOR, Duration.ofMillis(300), List.of(probe()), null);
    }

    private Probe probe() {
        return new UrlProbe("lb", URI.create("http://127.0.0.1:" + target.port() + "/"), null, null, null, null, null);
    }

    private PinnedStack stack() {
        Stack stack = new Stack(
                "lab",
                false,
                null,
                new Compose("lab", ".", List.of("docker-compose.yml"), null),
                probing(),
                null,
                Map.of(),
                Map.of());
        return new PinnedStack(stack, "unix:///nowhere", "/nowhere", List.of(), "0");
    }
}

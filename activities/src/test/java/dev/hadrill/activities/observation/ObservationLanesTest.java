package dev.hadrill.activities.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.activities.http.HttpProbe;
import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.scripted.ScriptedTarget.Mode;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.observation.UrlProbe;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several probes at once: each looks for itself, and only those that decide are waited for. */
@Timeout(60)
class ObservationLanesTest {
    private static final Witness NOBODY = (stack, onSighting) -> () -> {};
    private static final Duration STABLE_FOR = Duration.ofMillis(700);
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final MemorySegments samples = new MemorySegments();

    @Test
    void eachProbeHasAnIntervalOfItsOwn() {
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            Observation observation = observe(
                    probing(
                            List.of("lb"),
                            page("lb", target, null),
                            page("seldom", target, Duration.ofMillis(200)),
                            page("often", target, Duration.ofMillis(10))),
                    new ScriptedDrill(1, () -> {}),
                    MAX_WAIT);
            int usual = result(observation, "lb").total();
            assertThat(result(observation, "seldom").total()).isBetween(usual / 12, usual / 8 + 1);
            assertThat(result(observation, "often").total()).isBetween(usual * 3 / 2, usual * 2 + 2);
            assertThat(observation.probes())
                    .extracting(ProbeResult::interval)
                    .containsExactly(Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMillis(10));
            assertThat(result(observation, "seldom").gaps()).isEmpty();
            assertThat(observation.probes())
                    .allSatisfy(result -> assertThat(result.bad()).isZero());
        }
    }

    @Test
    void oneThatDoesNotDecideIsObservedAndNeverAwaited() {
        try (ScriptedTarget users = new ScriptedTarget(0);
                ScriptedTarget replica = new ScriptedTarget(0);
                ScriptedTarget dead = new ScriptedTarget(0)) {
            dead.become(Mode.REFUSES);
            ScriptedDrill drill = new ScriptedDrill(1, () -> replica.become(Mode.HANGS));
            Observation observation = observe(
                    probing(
                            List.of("lb"),
                            page("lb", users, null),
                            page("replica", replica, null),
                            page("dead", dead, null)),
                    drill,
                    MAX_WAIT);
            assertThat(observation.end()).isEqualTo(Observation.End.STABLE);
            assertThat(observation.leading().outages()).isEmpty();
            assertThat(result(observation, "replica").outages())
                    .singleElement()
                    .matches(outage -> !outage.recovered() && outage.firstGood() == null);
            assertThat(result(observation, "dead").bad())
                    .isEqualTo(result(observation, "dead").total());
            assertThat(drill.transitions).isEmpty();
        }
    }

    @Test
    void allThatDecideMustBeStable() {
        try (ScriptedTarget one = new ScriptedTarget(0);
                ScriptedTarget two = new ScriptedTarget(0)) {
            ScriptedDrill drill = new ScriptedDrill(1, () -> forAWhile(two, Mode.ANSWERS_503, 1_200));
            Observation observation = observe(
                    probing(List.of("lb", "api-2"), page("lb", one, null), page("api-2", two, null)), drill, MAX_WAIT);
            assertThat(observation.leading().outages()).isEmpty();
            assertThat(observation.deciding().get(1).outages()).singleElement().matches(outage -> outage.recovered());
            assertThat(observation.end()).isEqualTo(Observation.End.STABLE);
            assertThat(drill.transitions).extracting(Transition::probe).containsExactly("api-2", "api-2");
        }
    }

    @Test
    void aPageThatStays200IsRedWhereItsBodyIs() {
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            UrlProbe page = page("lb", target, null);
            UrlProbe body = new UrlProbe("dependencies", page.url(), null, "/checks/db", "ok", null, null);
            ScriptedDrill drill = new ScriptedDrill(1, () -> forAWhile(target, Mode.RED_BODY, 900));
            Observation observation = observe(probing(List.of("lb", "dependencies"), page, body), drill, MAX_WAIT);
            assertThat(observation.leading().outages()).isEmpty();
            assertThat(result(observation, "dependencies").outages())
                    .singleElement()
                    .matches(outage -> outage.recovered() && outage.firstGood() != null);
        }
    }

    @Test
    void hundredsOfHungProbesOnTwoLanesDelayNone() {
        Duration often = Duration.ofMillis(5);
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            Probing patient = new Probing(
                    often,
                    Duration.ofMillis(2_500),
                    Duration.ofSeconds(2),
                    STABLE_FOR,
                    Duration.ofMillis(300),
                    List.of(page("lb", target, null), page("again", target, null)),
                    List.of("lb"));
            Observation observation =
                    observe(patient, new ScriptedDrill(1, () -> target.become(Mode.HANGS)), Duration.ofMillis(1_800));
            for (ProbeResult result : observation.probes()) {
                System.out.printf(
                        "lanes: %s: %d of %d hung at 5 ms: lag p50 %.2f ms, p99 %.2f ms, max %.2f ms, %d late%n",
                        result.probe(),
                        result.bad(),
                        result.total(),
                        result.lagP50Us() / 1e3,
                        result.lagP99Us() / 1e3,
                        result.lagMaxUs() / 1e3,
                        result.late());
                assertThat(result.bad()).isGreaterThan(0);
                assertThat(result.late()).isLessThan(result.total() / 3); // a busy machine delays some, hung or not
                assertThat(result.lagP50Us()).isLessThan(2_500);
            }
        }
    }

    /** The target in the same process included; a busy machine stretches the time, not the processor's. */
    @Test
    void lookingTakesLittleOfTheProcessor() {
        try (ScriptedTarget target = new ScriptedTarget(0)) {
            long[] usedNs = new long[1];
            long[] fromNs = new long[1];
            ScriptedDrill drill = new ScriptedDrill(1, () -> {
                usedNs[0] = processCpuNs();
                fromNs[0] = System.nanoTime();
            });
            Probing warm = new Probing(
                    null,
                    null,
                    null,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(2),
                    List.of(page("lb", target, null)),
                    null);
            Observation observation = observe(warm, drill, MAX_WAIT);
            double cores = (double) (processCpuNs() - usedNs[0]) / (System.nanoTime() - fromNs[0]);
            System.out.printf(
                    "lanes: %d probes at 20 ms, prober and target together: %.1f %% of a core%n",
                    observation.leading().total(), cores * 100);
            assertThat(cores).isLessThan(0.25);
        }
    }

    private Observation observe(Probing probing, ScriptedDrill drill, Duration maxWait) {
        ObserveRequest request = new ObserveRequest(
                "drill",
                "wf",
                null,
                probing.probes().stream()
                        .map(probe -> new PinnedProbe(probe, "127.0.0.1"))
                        .toList(),
                probing,
                null,
                null,
                maxWait);
        return new Observer(samples, NOBODY, HttpProbe::of).observe(request, drill);
    }

    private static Probing probing(List<String> decides, Probe... probes) {
        return new Probing(
                Duration.ofMillis(20),
                Duration.ofMillis(800),
                Duration.ofMillis(300),
                STABLE_FOR,
                Duration.ofMillis(300),
                Arrays.asList(probes),
                decides);
    }

    private static UrlProbe page(String name, ScriptedTarget target, @Nullable Duration interval) {
        return new UrlProbe(
                name, URI.create("http://127.0.0.1:" + target.port() + "/"), null, null, null, interval, null);
    }

    private static ProbeResult result(Observation observation, String probe) {
        return observation.probes().stream()
                .filter(result -> result.probe().equals(probe))
                .findFirst()
                .orElseThrow();
    }

    private static void forAWhile(ScriptedTarget target, Mode mode, long ms) {
        Thread.startVirtualThread(() -> {
            target.become(mode);
            try {
                Thread.sleep(ms);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            target.become(Mode.UP);
        });
    }

    private static long processCpuNs() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}

package dev.hadrill.bench;

import dev.hadrill.activities.http.HttpProbe;
import dev.hadrill.activities.observation.Observer;
import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Until;
import dev.hadrill.workflows.observation.UrlProbe;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The observation as drills use it, over real sockets, of one target a kind; they go down by scripts of their own. */
final class Accuracy {
    private static final Duration SLOW_AFTER = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(800);
    private static final long SLOW_MS = 400;
    /** From 1,000 answers on δ is their p99.9. */
    private static final int BASELINE_ANSWERS = 1_050;

    private static final Duration LONGEST = Duration.ofHours(1);
    /** Until this JVM has compiled what it runs: its first answers say nothing of a server. */
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final Duration interval;
    private final Random random;

    Accuracy(Duration interval, long seed) {
        this.interval = interval;
        this.random = new Random(seed);
    }

    /** One target, its script, and the closed loop beside the probe. */
    private record Bench(Kind kind, ScriptedTarget target, Script script, ClosedLoop loop) implements AutoCloseable {
        PinnedProbe probe() {
            URI url = URI.create("http://127.0.0.1:" + target.port() + "/ready");
            return new PinnedProbe(new UrlProbe(kind.label(), url, null, "/checks/db", "ok", null, null), "127.0.0.1");
        }

        @Override
        public void close() {
            loop.close();
            target.close();
        }
    }

    /** Blocks for the baseline of all, and for the outages of each kind, all kinds beside each other. */
    List<Score> run(int outages) {
        List<Bench> benches = new ArrayList<>();
        try {
            Kind[] kinds = Kind.values();
            for (int i = 0; i < Math.min(kinds.length, outages); i++) {
                int share = outages / kinds.length + (i < outages % kinds.length ? 1 : 0);
                benches.add(bench(kinds[i], share));
            }
            Observation observation = observe(benches);
            return benches.stream().map(bench -> score(bench, observation)).toList();
        } finally {
            benches.forEach(Bench::close);
        }
    }

    private Bench bench(Kind kind, int outages) {
        ScriptedTarget target = new ScriptedTarget(SLOW_MS);
        Script script = new Script(kind, target, outages, unitNs(), new Random(random.nextLong()));
        return new Bench(kind, target, script, new ClosedLoop(target.port()));
    }

    private long unitNs() {
        return Math.max(Script.SHORTEST_UNIT_NS, interval.toNanos());
    }

    private Observation observe(List<Bench> benches) {
        observer().observe(request(benches, WARM_UP), new BenchLink());
        BenchLink link = new BenchLink();
        CompletableFuture<Observation> observing = new CompletableFuture<>();
        Thread.ofPlatform().name("observation").start(() -> {
            try {
                observing.complete(observer().observe(request(benches, LONGEST), link));
            } catch (RuntimeException e) {
                observing.completeExceptionally(e);
            }
        });
        link.awaitGood(BASELINE_ANSWERS, observing);
        List<Thread> scripts = benches.stream()
                .map(bench -> Thread.ofPlatform().name(bench.kind().label()).start(bench.script()))
                .toList();
        try {
            for (Thread script : scripts) {
                script.join();
            }
            link.stop();
            return observing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static Observer observer() {
        return new Observer(new NoStore(), (stack, onSighting) -> () -> {}, HttpProbe::of);
    }

    private ObserveRequest request(List<Bench> benches, Duration longest) {
        List<PinnedProbe> pinned = benches.stream().map(Bench::probe).toList();
        Probing probing = new Probing(
                interval,
                TIMEOUT,
                SLOW_AFTER,
                Duration.ofNanos(Script.STABLE_UNITS * unitNs()),
                null,
                pinned.stream().map(PinnedProbe::probe).toList(),
                null);
        return new ObserveRequest("bench", "bench", null, pinned, probing, null, Until.TIME_IS_OVER, longest);
    }

    private Score score(Bench bench, Observation observation) {
        ProbeResult seen = observation.probes().stream()
                .filter(result -> result.probe().equals(bench.kind().label()))
                .findFirst()
                .orElseThrow();
        return Score.of(bench.kind(), bench.script().truths(), seen, interval.toNanos() / 1e6, bench.loop());
    }
}

package dev.hadrill.bench.history;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.observation.Answers;
import dev.hadrill.workflows.observation.Answers.Latency;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What one generated drill saw: three probes, and the stack from inside. */
record GeneratedOutage(Instant start, double rtoSec, boolean never, Role role, int attempts, SplittableRandom random) {
    static final List<Probe> PROBES =
            List.of(probe("load_balancer", 18080), probe("api-1", 18001), probe("api-2", 18002));
    private static final double FAULT_SEC = 3;
    private static final double MAX_WAIT_SEC = 180;

    Stamp at(double sec) {
        return new Stamp(ns(sec), "7d1f3a52-boot", start.plusNanos(Math.round(sec * 1e9)));
    }

    Stamp requested() {
        return at(FAULT_SEC);
    }

    Stamp confirmed() {
        return at(FAULT_SEC + 0.03);
    }

    double endSec() {
        return never ? FAULT_SEC + MAX_WAIT_SEC : FAULT_SEC + rtoSec + 10;
    }

    Observation observation() {
        return new Observation(
                at(0),
                at(endSec()),
                never ? Observation.End.MAX_WAIT : Observation.End.STABLE,
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                List.of("load_balancer"),
                IntStream.range(0, PROBES.size())
                        .mapToObj(probe -> result(PROBES.get(probe).name(), Math.max(0.3, rtoSec - 0.2 * probe)))
                        .toList(),
                List.of(
                        sighting(Sighting.Kind.AGREED_DOWN, 0.6, "sentinel/redis-sentinel-2", "+odown"),
                        sighting(Sighting.Kind.PROMOTED, 0.75, "valkey/redis-replica", "master")),
                attempts);
    }

    private ProbeResult result(String probe, double lasted) {
        Bounds end = never ? null : bounds(FAULT_SEC + lasted);
        int bad = (int) ((never ? MAX_WAIT_SEC : lasted) * 50);
        return new ProbeResult(
                probe,
                Duration.ofMillis(20),
                new Baseline(150, Duration.ofMillis(3), Duration.ofMillis(7), Duration.ofMillis(9)),
                (int) (endSec() * 50),
                bad,
                random.nextInt(5),
                List.of(new Outage(bounds(FAULT_SEC + 0.05), end, end, ns(FAULT_SEC + lasted), random.nextInt(2), bad)),
                List.of(),
                new Answers(
                        new Latency(150, Duration.ofMillis(3), Duration.ofMillis(7)),
                        new Latency(0, Duration.ZERO, Duration.ZERO),
                        new Latency(500, Duration.ofMillis(3), Duration.ofMillis(30))),
                120,
                900,
                2_000,
                0);
    }

    private Sighting sighting(Sighting.Kind kind, double share, String source, String text) {
        long seen = ns(FAULT_SEC + share * rtoSec);
        return new Sighting(kind, seen - 10_000_000, seen, source, text);
    }

    private static Bounds bounds(double sec) {
        return new Bounds(ns(sec - 0.02), ns(sec + 0.02));
    }

    private static long ns(double sec) {
        return 5_000_000_000L + Math.round(sec * 1e9);
    }

    private static UrlProbe probe(String name, int port) {
        return new UrlProbe(
                name, URI.create("http://127.0.0.1:%d/ready".formatted(port)), null, null, null, null, null);
    }
}

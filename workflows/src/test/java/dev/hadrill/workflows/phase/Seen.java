package dev.hadrill.workflows.phase;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was seen of a fault at second 0, told in seconds after it. */
final class Seen {
    private static final long FAULT_NS = 1_000_000_000_000L;
    private static final Instant FAULT = Instant.parse("2026-03-01T00:00:00Z");
    private static final String LEADING = "load_balancer";

    private final List<Sighting> sightings = new ArrayList<>();
    private final List<ProbeResult> probes = new ArrayList<>();
    private final List<StepDone> steps = new ArrayList<>();
    private double injectionWidthSec;

    Seen injectedWithin(double widthSec) {
        injectionWidthSec = widthSec;
        return this;
    }

    Seen sighted(double sec, Kind kind, String source, String detail) {
        return sighted(null, sec, kind, source, detail);
    }

    Seen sighted(@Nullable Double notBeforeSec, double sec, Kind kind, String source, String detail) {
        sightings.add(new Sighting(kind, notBeforeSec == null ? null : ns(notBeforeSec), ns(sec), source, detail));
        return this;
    }

    Seen step(String name, double beganSec, double endedSec) {
        steps.add(new StepDone(name, stamp(beganSec), stamp(endedSec), "done"));
        return this;
    }

    Seen approval(double beganSec, double endedSec) {
        steps.add(new StepDone(StepDone.APPROVAL, wall(beganSec), wall(endedSec), "approved by dba: incident 7"));
        return this;
    }

    Seen users(Outage... outages) {
        return probe(LEADING, null, outages);
    }

    Seen replica(String name, Outage... outages) {
        return probe(name, "api", outages);
    }

    Seen probe(String name, @Nullable String replicaOf, Outage... outages) {
        Baseline baseline = new Baseline(40, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(9));
        probes.add(new ProbeResult(
                name,
                Duration.ofMillis(20),
                baseline,
                1000,
                9,
                0,
                List.of(outages),
                List.of(),
                null,
                0,
                0,
                0,
                0,
                replicaOf));
        return this;
    }

    /** From its start to its first good answer and its end, each exact. */
    static Outage outage(double startSec, double firstGoodSec, double endSec) {
        return outage(startSec, bounds(firstGoodSec, 0), bounds(endSec, 0));
    }

    static Outage outage(double startSec, @Nullable Bounds firstGood, @Nullable Bounds end) {
        return new Outage(bounds(startSec, 0), firstGood, end, end == null ? ns(60) : end.loNs(), 0, 9);
    }

    static Bounds bounds(double midSec, double widthSec) {
        return new Bounds(ns(midSec - widthSec / 2), ns(midSec + widthSec / 2));
    }

    List<PhaseSpan> phasesOf(Role target) {
        return Attribution.of(observation(), injection(), target, steps);
    }

    Injection injection() {
        return new Injection(stamp(-injectionWidthSec / 2), stamp(injectionWidthSec / 2), "down");
    }

    Observation observation() {
        return new Observation(
                stamp(-5),
                stamp(60),
                Observation.End.STABLE,
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                List.of(LEADING),
                probes,
                sightings,
                1);
    }

    private static Stamp stamp(double sec) {
        return new Stamp(ns(sec), "boot", FAULT.plusNanos(Math.round(sec * 1e9)));
    }

    private static Stamp wall(double sec) {
        return Stamp.approximate(FAULT.plusNanos(Math.round(sec * 1e9)).toEpochMilli());
    }

    private static long ns(double sec) {
        return FAULT_NS + Math.round(sec * 1e9);
    }
}

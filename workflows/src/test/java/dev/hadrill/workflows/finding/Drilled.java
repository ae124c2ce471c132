package dev.hadrill.workflows.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead.When;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.StoreLedger.Lost;
import dev.hadrill.workflows.ledger.StoreLedger.SplitBrain;
import dev.hadrill.workflows.ledger.WalLoss;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Gap;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Observation.End;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code redis_kill} with a budget of 20 s, told in seconds after its fault; a load balancer decides. */
final class Drilled {
    private static final Instant FAULT = Instant.parse("2026-06-05T14:30:00Z");
    private static final List<Sighting> EXPLAINED = List.of(
            new Sighting(Sighting.Kind.AGREED_DOWN, null, ns(5), "sentinel/1", "+odown"),
            new Sighting(Sighting.Kind.PROMOTED, null, ns(5.5), "valkey/redis-replica", "master"));

    private final List<DrillEvent> events = new ArrayList<>();
    private final List<ProbeResult> probes = new ArrayList<>();
    private List<Sighting> sightings = EXPLAINED;
    private int attempts = 1;

    Drilled() {
        this(null);
    }

    Drilled(@Nullable RpoBudget rpoBudget) {
        events.add(new DrillEvent.DrillStarted(
                at(-10),
                DrillRequest.of("redis_kill"),
                "freesdn",
                "redis_kill",
                new Target("redis", Role.MASTER),
                new KillContainer(),
                Recovery.AUTOMATIC,
                Duration.ofSeconds(20),
                rpoBudget,
                "http://127.0.0.1/ready",
                "abc"));
    }

    Drilled injected() {
        return and(new DrillEvent.FaultInjected(at(0), "freesdn-redis-1"))
                .and(new DrillEvent.FaultConfirmed(at(0), "down"));
    }

    Drilled and(DrillEvent event) {
        events.add(event);
        return this;
    }

    Drilled takenOver() {
        attempts = 2;
        return this;
    }

    Drilled withoutSightings() {
        sightings = List.of();
        return this;
    }

    Drilled users(Outage... outages) {
        return probe("load_balancer", null, List.of(), outages);
    }

    Drilled usersWithGap(Outage... outages) {
        return probe("load_balancer", null, List.of(new Gap(ns(30), ns(30.2))), outages);
    }

    Drilled probe(String name, @Nullable String replicaOf, Outage... outages) {
        return probe(name, replicaOf, List.of(), outages);
    }

    private Drilled probe(String name, @Nullable String replicaOf, List<Gap> gaps, Outage... outages) {
        Baseline baseline = new Baseline(40, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(9));
        Duration interval = Duration.ofMillis(20);
        probes.add(new ProbeResult(
                name, interval, baseline, 1000, 9, 0, List.of(outages), gaps, null, 0, 0, 0, 0, replicaOf));
        return this;
    }

    Drilled observed(End end) {
        return and(new DrillEvent.ObservationEnded(
                at(60),
                new Observation(
                        at(-5),
                        at(60),
                        end,
                        Duration.ofMillis(20),
                        Duration.ofSeconds(5),
                        List.of("load_balancer"),
                        probes,
                        sightings,
                        attempts)));
    }

    Drilled read(StoreLedger... stores) {
        return and(new DrillEvent.LedgerRead(at(61), When.AFTER_RECOVERY, List.of(stores)));
    }

    Drilled notWhole(List<String> todo, ComponentHealth... components) {
        return and(new DrillEvent.RedundancyMissing(
                at(70), new Restoration(false, List.of(components), List.of(), todo, at(61), at(70))));
    }

    DrillState state() {
        return new DrillState("d1", "w1", events);
    }

    List<Finding> findings() {
        return Findings.of(state());
    }

    static Drilled recovered() {
        return new Drilled().injected().users(until(6.5)).observed(End.STABLE);
    }

    static Finding only(Drilled drill) {
        assertThat(drill.findings()).hasSize(1);
        return drill.findings().getFirst();
    }

    static StoreLedger split() {
        return new StoreLedger(
                "redis", true, null, 900, 880, 15, 5, null, 0, 0, 0, 0, new SplitBrain(40, 39, 0.8), null, true);
    }

    static StoreLedger ledger(String store, int lost, @Nullable WalLoss wal, boolean complete) {
        return new StoreLedger(
                store,
                true,
                null,
                900,
                890,
                6,
                4,
                lost == 0 ? null : new Lost(lost, "1/100", "1/102", 0.25),
                0,
                0,
                4,
                0,
                null,
                wal,
                complete);
    }

    static ComponentHealth whole(String component) {
        return new ComponentHealth(component, true, Map.of(), List.of());
    }

    static ComponentHealth alone(String component, String problem) {
        return new ComponentHealth(component, false, Map.of(), List.of(problem));
    }

    /** Ended within 40 ms of an instant. */
    static Outage until(double sec) {
        return flapped(sec, 0);
    }

    static Outage flapped(double sec, int times) {
        Bounds end = new Bounds(ns(sec), ns(sec + 0.04));
        return new Outage(new Bounds(ns(0.01), ns(0.05)), end, end, end.loNs(), times, 9);
    }

    /** Not over when the observation ended. */
    static Outage open(double lastBadSec, @Nullable Double firstGoodAfterSec) {
        Bounds good =
                firstGoodAfterSec == null ? null : new Bounds(ns(firstGoodAfterSec), ns(firstGoodAfterSec + 0.04));
        return new Outage(new Bounds(ns(0.01), ns(0.05)), good, null, ns(lastBadSec), 0, 9);
    }

    static Stamp at(double sec) {
        return new Stamp(ns(sec), "boot", FAULT.plusNanos(Math.round(sec * 1e9)));
    }

    private static long ns(double sec) {
        return 1_000_000_000_000L + Math.round(sec * 1e9);
    }
}

package dev.hadrill.db;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drills for trends: what the recovery took is chosen, ± 50 ms.
 *
 * @param rtoSec null never recovered
 */
record TrendDrills(
        String id,
        String stack,
        String scenario,
        @Nullable String release,
        Instant startedAt,
        @Nullable Double rtoSec,
        Verdict verdict,
        int attempts) {
    static final Instant DAY = Instant.parse("2026-06-05T14:30:00Z"); // a Friday

    static TrendDrills redisKill(String id, @Nullable String release, @Nullable Double rtoSec) {
        return new TrendDrills(
                id,
                "freesdn",
                "redis_kill",
                release,
                DAY,
                rtoSec,
                rtoSec != null && rtoSec < 20 ? Verdict.PASSED : Verdict.FAILED,
                1);
    }

    TrendDrills verdict(Verdict other) {
        return new TrendDrills(id, stack, scenario, release, startedAt, rtoSec, other, attempts);
    }

    TrendDrills takenOver() {
        return new TrendDrills(id, stack, scenario, release, startedAt, rtoSec, verdict, 2);
    }

    TrendDrills on(String otherStack, String otherScenario) {
        return new TrendDrills(id, otherStack, otherScenario, release, startedAt, rtoSec, verdict, attempts);
    }

    TrendDrills daysLater(int days) {
        return new TrendDrills(
                id, stack, scenario, release, startedAt.plus(Duration.ofDays(days)), rtoSec, verdict, attempts);
    }

    DrillState state() {
        return begun().apply(new DrillEvent.VerdictReached(at(200), verdict, "as a test wants it"));
    }

    /** Up to the end of its observation. */
    DrillState begun() {
        return new DrillState(
                        id,
                        "drill-" + id,
                        List.of(new DrillEvent.DrillStarted(
                                at(0),
                                new DrillRequest(scenario, stack, null, null, release, null, null, null, null),
                                stack,
                                scenario,
                                new Target("redis", Role.MASTER),
                                new KillContainer(),
                                Recovery.AUTOMATIC,
                                Duration.ofSeconds(20),
                                null,
                                "http://127.0.0.1/ready",
                                "00")))
                .apply(new DrillEvent.FaultInjected(at(3), "freesdn-redis"))
                .apply(new DrillEvent.FaultConfirmed(at(3), "exited 137"))
                .apply(new DrillEvent.ObservationEnded(at(190), observation()));
    }

    /** Aborted in mid-outage, on a stack that could not be made whole. */
    static DrillState cutShort(String id, String release) {
        Observation seen = redisKill(id, release, null).observation();
        DrillState begun = redisKill(id, release, null).begun();
        DrillState injected = new DrillState(
                id, begun.workflowId(), begun.events().subList(0, begun.events().size() - 1));
        return injected.apply(new DrillEvent.ObservationEnded(
                        seen.ended(),
                        new Observation(
                                seen.began(),
                                seen.ended(),
                                Observation.End.CANCELLED,
                                seen.interval(),
                                seen.timeout(),
                                seen.decides(),
                                seen.probes(),
                                null,
                                1)))
                .apply(new DrillEvent.VerdictReached(seen.ended(), Verdict.FAILED, "redundancy not restored: x"));
    }

    private Observation observation() {
        Bounds end = rtoSec == null ? null : new Bounds(ns(3 + rtoSec - 0.05), ns(3 + rtoSec + 0.05));
        Outage outage = new Outage(
                new Bounds(ns(3), ns(3.02)), end, end, rtoSec == null ? ns(183) : ns(3 + rtoSec - 0.05), 0, 100);
        ProbeResult probe = new ProbeResult(
                "load_balancer",
                Duration.ofMillis(20),
                new Baseline(40, Duration.ofMillis(3), Duration.ofMillis(7), Duration.ofMillis(9)),
                9_000,
                100,
                0,
                List.of(outage),
                List.of(),
                null,
                0,
                900,
                2_000,
                0);
        return new Observation(
                at(0),
                at(190),
                rtoSec == null ? Observation.End.MAX_WAIT : Observation.End.STABLE,
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                List.of("load_balancer"),
                List.of(probe),
                null,
                attempts);
    }

    private Stamp at(double sec) {
        return new Stamp(ns(sec), "boot", startedAt.plusNanos(Math.round(sec * 1e9)));
    }

    private static long ns(double sec) {
        return 5_000_000_000L + Math.round(sec * 1e9);
    }
}

package dev.hadrill.db;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Drills as a workflow would have left them. */
final class Drills {
    static final Instant START = Instant.parse("2026-06-05T14:30:00.123456Z");

    private Drills() {}

    /** A drill that ended. */
    static DrillState passed(String drillId, String scenario) {
        return begun(drillId, scenario)
                .apply(new DrillEvent.UndoArmed(at(2), "d1", "redis"))
                .apply(new DrillEvent.FaultInjected(at(3), "freesdn-redis"))
                .apply(new DrillEvent.FaultConfirmed(at(3.2), "exited 137"))
                .apply(new DrillEvent.ObservationEnded(at(20), observation()))
                .apply(new DrillEvent.RedundancyRestored(at(30), whole()))
                .apply(new DrillEvent.VerdictReached(at(30), Verdict.PASSED, "RTO 6.1 s"))
                .apply(new DrillEvent.ReportWritten(
                        at(31), new EvidenceRef(scenario + "-20260605T143000Z", Map.of("report.json", "ab"))));
    }

    /** A drill that has only started. */
    static DrillState begun(String drillId, String scenario) {
        return new DrillState(
                drillId,
                "drill-" + scenario,
                List.of(new DrillEvent.DrillStarted(
                        at(0),
                        DrillRequest.of(scenario),
                        "freesdn",
                        scenario,
                        new Target("redis", Role.MASTER),
                        new KillContainer(),
                        Recovery.AUTOMATIC,
                        Duration.ofSeconds(20),
                        null,
                        "http://127.0.0.1:18080/api/v1/health/ready",
                        "00")));
    }

    static Stamp at(double sec) {
        long ns = Math.round(sec * 1e9);
        return new Stamp(5_000_000_000L + ns, "boot", START.plusNanos(ns));
    }

    private static Observation observation() {
        long began = 5_000_000_000L;
        Outage outage = new Outage(
                new Bounds(began + 3_000_000_000L, began + 3_100_000_000L),
                new Bounds(began + 9_000_000_000L, began + 9_200_000_000L),
                1,
                120);
        ProbeResult probe = new ProbeResult(
                "load_balancer",
                Duration.ofMillis(20),
                new Baseline(40, Duration.ofMillis(3), Duration.ofMillis(7), Duration.ofMillis(9)),
                400,
                120,
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
                at(20),
                Observation.End.STABLE,
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                List.of("load_balancer"),
                List.of(probe),
                null,
                1);
    }

    private static Restoration whole() {
        return new Restoration(
                true,
                List.of(new ComponentHealth("redis", true, Map.of("redis", Role.REPLICA), List.of())),
                List.of("started redis"),
                List.of(),
                at(20),
                at(30));
    }
}

package dev.hadrill.activities.gate;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.gate.Approval;
import dev.hadrill.workflows.gate.Compared;
import dev.hadrill.workflows.gate.Decision;
import dev.hadrill.workflows.gate.GateReport;
import dev.hadrill.workflows.gate.GateReport.Versions;
import dev.hadrill.workflows.gate.GateRequest;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.gate.GateScenario;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.GuardCheck;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Scenario;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A gate of two scenarios: one drill of each verdict, one that was refused, one that was not run. */
final class GateStory {
    private static final Instant BEGAN = Instant.parse("2026-06-05T14:00:00Z");
    private static final long SEC = 1_000_000_000L;

    private final String hostile;

    GateStory(String hostile) {
        this.hostile = hostile;
    }

    Map<String, DrillState> drills() {
        return Map.of("d1", drill("d1", Verdict.PASSED), "d2", drill("d2", Verdict.FAILED), "d3", aborted("d3"));
    }

    GateState gate(Verdict verdict) {
        return new GateState(
                "g1",
                "gate/freesdn/26.08.2",
                new GateRequest(
                        "26.08.2" + hostile.replaceAll("\\p{Cntrl}", ""),
                        null,
                        null,
                        3,
                        null,
                        true,
                        null,
                        "rm " + hostile,
                        null),
                GateState.Stage.REPORTING,
                BEGAN,
                BEGAN.plusSeconds(600),
                "sha-of-stack",
                List.of(
                        new GateScenario("redis_kill", scenario(new RpoBudget(5, Duration.ofSeconds(1)))),
                        new GateScenario("api_kill", scenario(null))),
                List.of(
                        run(0, "redis_kill", 1, "d1"),
                        run(1, "api_kill", 1, "d2"),
                        run(2, "redis_kill", 2, "d3"),
                        new GateRun(3, "api_kill", 2, "w", GateRun.Status.ENDED, "d4", null, "refused " + hostile),
                        new GateRun(4, "redis_kill", 3, "w", GateRun.Status.NOT_RUN, null, null, null)),
                new Compared(
                        List.of(),
                        List.of(
                                new Comparison(
                                        "redis_kill",
                                        Comparison.Outcome.NOT_ENOUGH_RUNS,
                                        2,
                                        0,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        "not enough runs (2 of 5)"),
                                new Comparison(
                                        "api_kill",
                                        Comparison.Outcome.WORSE,
                                        5,
                                        20,
                                        2.1,
                                        1.4,
                                        3.0,
                                        0.004,
                                        0.008,
                                        "worse by 2.1 s [1.4, 3.0]")),
                        List.of("26.08.1"),
                        List.of()),
                null,
                "aborted " + hostile,
                new Approval(
                        BEGAN,
                        BEGAN.plusSeconds(9),
                        Approval.Answer.APPROVED,
                        new Decision("ann " + hostile, "fine " + hostile),
                        BEGAN),
                verdict,
                List.of("first " + hostile, "second"),
                null,
                null);
    }

    GateReport report(Verdict verdict) {
        return GateReports.of(gate(verdict), drills(), new Versions("1.0", "25", GateReport.NOT_RECORDED));
    }

    private GateRun run(int seq, String scenario, int round, String drillId) {
        return new GateRun(
                seq,
                scenario,
                round,
                "w",
                GateRun.Status.ENDED,
                drillId,
                drills().get(drillId).summary(),
                null);
    }

    private DrillState drill(String id, Verdict verdict) {
        return begun(id)
                .apply(new DrillEvent.FaultInjected(at(6), "freesdn-redis"))
                .apply(new DrillEvent.FaultConfirmed(at(6.1), "exited 137 " + hostile))
                .apply(new DrillEvent.ObservationEnded(at(20), observation()))
                .apply(new DrillEvent.RedundancyRestored(
                        at(30),
                        new Restoration(
                                true,
                                List.of(new ComponentHealth("redis", true, Map.of("redis", Role.REPLICA), List.of())),
                                List.of(),
                                List.of(),
                                at(21),
                                at(30))))
                .apply(new DrillEvent.VerdictReached(at(31), verdict, "because " + hostile))
                .apply(new DrillEvent.ReportWritten(
                        at(32),
                        new EvidenceRef("redis_kill-" + id, Map.of("report.md", "aa", "manifest.sha256", "bb"))));
    }

    private DrillState aborted(String id) {
        return begun(id)
                .apply(new DrillEvent.DrillAborted(at(3), new Abort("enough " + hostile, "sre")))
                .apply(new DrillEvent.VerdictReached(at(4), Verdict.INCONCLUSIVE, "aborted by sre"));
    }

    private DrillState begun(String id) {
        return new DrillState(
                        id,
                        "w",
                        List.of(new DrillEvent.DrillStarted(
                                at(0),
                                DrillRequest.of("redis_kill"),
                                "freesdn",
                                "redis_kill",
                                new Target("redis", Role.MASTER),
                                new KillContainer(),
                                Recovery.AUTOMATIC,
                                Duration.ofSeconds(20),
                                null,
                                "http://127.0.0.1/",
                                "sha-of-stack")))
                .apply(new DrillEvent.GuardsChecked(
                        at(1),
                        new GuardReport(List.of(new GuardCheck("lb_address", true, "ok " + hostile)), null, at(1))));
    }

    private static Observation observation() {
        ProbeResult seen = new ProbeResult(
                "load_balancer",
                null,
                new Baseline(80, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(9)),
                400,
                120,
                0,
                List.of(new Outage(new Bounds(ns(6.05), ns(6.15)), new Bounds(ns(12.0), ns(12.05)), 0, 120)),
                List.of(),
                null,
                0,
                900,
                2_000,
                0);
        return new Observation(
                at(2),
                at(20),
                Observation.End.STABLE,
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                List.of("load_balancer"),
                List.of(seen),
                null,
                2);
    }

    private Scenario scenario(@org.jspecify.annotations.Nullable RpoBudget rpo) {
        return new Scenario(
                "Kill it " + hostile,
                new Target("redis", Role.MASTER),
                new KillContainer(),
                Recovery.AUTOMATIC,
                Duration.ofSeconds(20),
                null,
                null,
                rpo);
    }

    private static Stamp at(double seconds) {
        return new Stamp(100 * SEC, "boot", BEGAN).at(ns(seconds));
    }

    private static long ns(double seconds) {
        return 100 * SEC + Math.round(seconds * SEC);
    }
}

package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.GuardCheck;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A drill from its beginning to its verdict, on a made-up clock; the observation begins two seconds into it. */
final class DrillStory {
    private static final long SEC = 1_000_000_000L;
    private static final Instant BEGAN = Instant.parse("2026-06-05T14:29:58Z");
    private final List<DrillEvent> events = new ArrayList<>();
    private final String hostile;

    DrillStory(String hostile) {
        this.hostile = hostile;
        events.add(new DrillEvent.DrillStarted(
                at(0),
                new DrillRequest("redis_kill", null, null, null, hostile, null, null, null, hostile),
                "freesdn",
                "redis_kill",
                new Target("redis", Role.MASTER),
                new KillContainer(),
                Recovery.AUTOMATIC,
                Duration.ofSeconds(20),
                null,
                "http://127.0.0.1:18080/api/v1/health/ready",
                "abc123"));
        events.add(new DrillEvent.GuardsChecked(
                at(1),
                new GuardReport(List.of(new GuardCheck("lb_address", true, "127.0.0.1 " + hostile)), null, at(1))));
    }

    /** An instant of the drill, in seconds. */
    static Stamp at(double seconds) {
        return new Stamp(100 * SEC, "boot", BEGAN).at(ns(seconds));
    }

    DrillStory injected() {
        events.add(new DrillEvent.BaselinePassed(
                at(4), new Baseline(40, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(9))));
        events.add(new DrillEvent.FaultInjected(at(6), "freesdn-redis"));
        events.add(new DrillEvent.FaultConfirmed(at(6.2), "not running " + hostile));
        return this;
    }

    /** Bad from 6.2 to 12.4; or for ever. */
    DrillStory observed(boolean recovered) {
        Outage outage = new Outage(
                new Bounds(ns(6.15), ns(6.21)),
                recovered ? new Bounds(ns(12.35), ns(12.41)) : null,
                recovered ? new Bounds(ns(12.35), ns(12.41)) : null,
                ns(12.35),
                1,
                120);
        ProbeResult result = new ProbeResult(
                "load_balancer",
                Duration.ofMillis(20),
                new Baseline(80, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(9)),
                samples().size(),
                (int) samples().stream().filter(sample -> !sample.good()).count(),
                0,
                List.of(outage),
                List.of(),
                null,
                0,
                300,
                900,
                0);
        Observation observation = new Observation(
                at(2),
                at(18),
                recovered ? Observation.End.STABLE : Observation.End.MAX_WAIT,
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                List.of("load_balancer"),
                List.of(result),
                null,
                1);
        events.add(new DrillEvent.ObservationEnded(at(18), observation));
        return this;
    }

    DrillStory runbook() {
        events.add(new DrillEvent.RunbookStepDone(at(8), new StepDone("fence", at(7), at(7.5), "down | " + hostile)));
        return this;
    }

    DrillStory aborted() {
        events.add(new DrillEvent.DrillAborted(at(3), new Abort("enough " + hostile, "sre")));
        return this;
    }

    DrillState ended(Verdict verdict) {
        events.add(new DrillEvent.RedundancyRestored(
                at(25),
                new Restoration(
                        true,
                        List.of(new ComponentHealth("redis", true, Map.of("redis", Role.REPLICA), List.of())),
                        List.of("started redis " + hostile),
                        List.of(),
                        at(19),
                        at(25))));
        events.add(new DrillEvent.VerdictReached(at(26), verdict, "because " + hostile));
        return new DrillState("drill-1", "wf-1", events);
    }

    static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (double t = 2; t < 18; t += 0.05) {
            boolean bad = t > 6.2 && t < 12.36;
            samples.add(new Sample(
                    ns(t), ns(t) + 100_000, ns(t) + 3_100_000, bad ? Outcome.WRONG : Outcome.GOOD, bad ? 503 : 200));
        }
        return samples;
    }

    private static long ns(double seconds) {
        return 100 * SEC + Math.round(seconds * SEC);
    }
}

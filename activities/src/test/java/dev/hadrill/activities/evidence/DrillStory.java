package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead.When;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.drill.WatchRequest;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.StoreLedger.Lost;
import dev.hadrill.workflows.ledger.StoreLedger.SplitBrain;
import dev.hadrill.workflows.ledger.WalLoss;
import dev.hadrill.workflows.observation.Answers;
import dev.hadrill.workflows.observation.Answers.Latency;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.GuardCheck;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A drill from its beginning to its verdict, on a made-up clock; the observation begins two seconds into it. */
final class DrillStory {
    private static final long SEC = 1_000_000_000L;
    private static final Instant BEGAN = Instant.parse("2026-06-05T14:29:58Z");
    private static final UrlProbe LOAD_BALANCER = new UrlProbe(
            "load_balancer", URI.create("http://127.0.0.1:18080/api/v1/health/ready"), null, null, null, null, null);
    private static final UrlProbe API = new UrlProbe(
            "api-2",
            URI.create("http://127.0.0.1:18001/ready"),
            200,
            "/checks/redis",
            "ok",
            Duration.ofMillis(100),
            "api");

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
                new RpoBudget(0, Duration.ZERO),
                "http://127.0.0.1:18080/api/v1/health/ready",
                "abc123",
                List.of(LOAD_BALANCER, API)));
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
                recovered ? new Bounds(ns(11.3), ns(11.36)) : null,
                recovered ? new Bounds(ns(12.35), ns(12.41)) : null,
                ns(12.35),
                1,
                120);
        Answers answers = new Answers(
                new Latency(80, Duration.ofMillis(3), Duration.ofMillis(4)),
                new Latency(0, Duration.ZERO, Duration.ZERO),
                new Latency(100, Duration.ofMillis(3), Duration.ofMillis(40)));
        ProbeResult result = result("load_balancer", null, samples(), List.of(outage), answers);
        ProbeResult other = result("api-2", Duration.ofMillis(100), List.of(), List.of(), null);
        Observation observation = new Observation(
                at(2),
                at(18),
                recovered ? Observation.End.STABLE : Observation.End.MAX_WAIT,
                Duration.ofMillis(50),
                Duration.ofSeconds(5),
                List.of("load_balancer"),
                List.of(result, other),
                List.of(
                        new Sighting(
                                Sighting.Kind.AGREED_DOWN,
                                null,
                                ns(11.1),
                                "sentinel/redis-sentinel-2",
                                "+odown master"),
                        new Sighting(
                                Sighting.Kind.PROMOTED,
                                ns(11.2),
                                ns(11.3),
                                "valkey/redis-replica",
                                "master " + hostile)),
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

    /** Two stores, read twice; three writes of Postgres are gone, and its log tells of as many. */
    DrillStory ledger(int walCommits) {
        StoreLedger redis = new StoreLedger(
                "redis " + hostile,
                true,
                null,
                900,
                880,
                15,
                5,
                null,
                1,
                2,
                3,
                4,
                new SplitBrain(40, 39, 0.8),
                null,
                true);
        Lost lost = new Lost(3, "1/100", "1/102", 0.25);
        StoreLedger before =
                new StoreLedger("postgres", true, null, 900, 890, 6, 4, lost, 0, 0, 4, 0, null, null, true);
        WalLoss wal = new WalLoss(3, "0/5000060", walCommits + 2, walCommits, null);
        StoreLedger after = new StoreLedger("postgres", true, null, 900, 890, 6, 4, lost, 0, 0, 4, 0, null, wal, true);
        events.add(new DrillEvent.LedgerRead(at(18.5), When.AFTER_RECOVERY, List.of(before, redis)));
        events.add(new DrillEvent.LedgerRead(at(25), When.AFTER_RESTORATION, List.of(after, redis)));
        return this;
    }

    DrillStory ledgerLost() {
        events.add(new DrillEvent.LedgerLost(at(18.5), "no client could be started"));
        return this;
    }

    /** An outage that somebody else caused, seen from 2 to 18 s. */
    static DrillState watched(boolean recovered) {
        DrillStory story = new DrillStory("");
        story.events.clear();
        story.events.add(new DrillEvent.WatchStarted(
                at(1.9),
                new WatchRequest(
                        new Probing(null, null, null, null, null, List.of(LOAD_BALANCER, API), null),
                        null,
                        null,
                        "1.4.0",
                        "dba")));
        return story.observed(recovered).done();
    }

    DrillState done() {
        return new DrillState("drill-1", "wf-1", events);
    }

    static List<Sighting> journal(String hostile) {
        return List.of(
                new Sighting(Sighting.Kind.PROMOTED, ns(11.1), ns(11.2), "redis-replica", "role " + hostile),
                new Sighting(Sighting.Kind.DIED, null, ns(6.18), "docker", "redis died " + hostile),
                new Sighting(Sighting.Kind.OTHER, null, ns(7), "redis-sentinel-2", "+tilt #tilt mode entered"));
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
        return done();
    }

    private static ProbeResult result(
            String probe,
            @Nullable Duration interval,
            List<Sample> samples,
            List<Outage> outages,
            @Nullable Answers answers) {
        return new ProbeResult(
                probe,
                interval,
                new Baseline(80, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(9)),
                samples.size(),
                (int) samples.stream().filter(sample -> !sample.good()).count(),
                0,
                outages,
                List.of(),
                answers,
                120,
                300,
                900,
                0);
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

package dev.hadrill.db;

import static dev.hadrill.db.Drills.at;

import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.drill.WatchRequest;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.StoreLedger.Lost;
import dev.hadrill.workflows.ledger.StoreLedger.SplitBrain;
import dev.hadrill.workflows.ledger.WalLoss;
import dev.hadrill.workflows.observation.Answers;
import dev.hadrill.workflows.observation.Answers.Latency;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Gap;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drills with all that can be measured: two probes, a ledger that was read twice; and an observation without a fault. */
final class MeasuredDrills {
    private static final UrlProbe LOAD_BALANCER =
            new UrlProbe("load_balancer", URI.create("http://127.0.0.1:18080/ready"), null, null, null, null, null);
    private static final UrlProbe API =
            new UrlProbe("api-2", URI.create("http://127.0.0.1:18001/ready"), 200, "/checks/redis", "ok", null, "api");

    private MeasuredDrills() {}

    /** Bad from 3.05 to about 9.1 s, three writes of Postgres lost. */
    static DrillState measured(String drillId, @Nullable String release, Verdict verdict) {
        return observed(drillId, release)
                .apply(read(LedgerRead.When.AFTER_RECOVERY, postgres(null)))
                .apply(read(LedgerRead.When.AFTER_RESTORATION, postgres(new WalLoss(3, "0/5000060", 5, 3, null))))
                .apply(new DrillEvent.VerdictReached(at(30), verdict, "as a test wants it"));
    }

    /** Up to the end of its observation. */
    static DrillState observed(String drillId, @Nullable String release) {
        return new DrillState(
                        drillId,
                        "drill-redis_kill",
                        List.of(new DrillEvent.DrillStarted(
                                at(0),
                                new DrillRequest("redis_kill", "freesdn", null, null, release, null, null, null, null),
                                "freesdn",
                                "redis_kill",
                                new Target("redis", Role.MASTER),
                                new KillContainer(),
                                Recovery.AUTOMATIC,
                                Duration.ofSeconds(20),
                                new RpoBudget(0, Duration.ZERO),
                                LOAD_BALANCER.question(),
                                "00",
                                List.of(LOAD_BALANCER, API))))
                .apply(new DrillEvent.FaultInjected(at(3), "freesdn-redis"))
                .apply(new DrillEvent.FaultConfirmed(at(3.2), "exited 137"))
                .apply(new DrillEvent.ObservationEnded(
                        at(20), observation(Observation.End.STABLE, List.of("load_balancer"))));
    }

    /** An outage that somebody else caused. */
    static DrillState watched(String drillId) {
        return new DrillState(
                        drillId,
                        "observe-1",
                        List.of(new DrillEvent.WatchStarted(
                                at(0),
                                new WatchRequest(
                                        new Probing(null, null, null, null, null, List.of(LOAD_BALANCER, API), null),
                                        Duration.ofSeconds(60),
                                        null,
                                        null,
                                        "dba"))))
                .apply(new DrillEvent.ObservationEnded(
                        at(60), observation(Observation.End.MAX_WAIT, List.of("load_balancer"))));
    }

    private static LedgerRead read(LedgerRead.When when, StoreLedger postgres) {
        StoreLedger redis = new StoreLedger(
                "redis", true, null, 900, 880, 15, 5, null, 1, 2, 3, 4, new SplitBrain(40, 40, 0.8), null, true);
        return new LedgerRead(at(25), when, List.of(postgres, redis));
    }

    private static StoreLedger postgres(@Nullable WalLoss wal) {
        return new StoreLedger(
                "postgres",
                true,
                null,
                900,
                890,
                6,
                4,
                new Lost(3, "1/100", "1/102", 0.25),
                0,
                0,
                4,
                0,
                null,
                wal,
                true);
    }

    private static Observation observation(Observation.End end, List<String> decides) {
        return new Observation(
                at(0),
                at(20),
                end,
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                decides,
                List.of(
                        result(
                                "load_balancer",
                                new Outage(bounds(3.05, 3.1), bounds(8, 8.1), bounds(9, 9.2), ns(9), 1, 290)),
                        result("api-2", new Outage(bounds(3.05, 3.1), null, null, ns(19.9), 0, 800))),
                List.of(
                        new Sighting(Sighting.Kind.AGREED_DOWN, null, ns(5.2), "sentinel/redis-sentinel-2", "+odown"),
                        new Sighting(Sighting.Kind.PROMOTED, ns(5.3), ns(5.4), "valkey/redis-replica", "master")),
                1);
    }

    private static ProbeResult result(String probe, Outage outage) {
        return new ProbeResult(
                probe,
                probe.equals("api-2") ? Duration.ofMillis(100) : null,
                new Baseline(150, Duration.ofMillis(3), Duration.ofMillis(7), Duration.ofMillis(9)),
                1_000,
                outage.badProbes(),
                10,
                List.of(outage),
                List.of(new Gap(ns(15), ns(15.5))),
                new Answers(
                        new Latency(150, Duration.ofMillis(3), Duration.ofMillis(7)),
                        new Latency(0, Duration.ZERO, Duration.ZERO),
                        new Latency(500, Duration.ofNanos(3_500_000), Duration.ofMillis(30))),
                120,
                900,
                2_000,
                1);
    }

    private static Bounds bounds(double lo, double hi) {
        return new Bounds(ns(lo), ns(hi) + 1);
    }

    private static long ns(double sec) {
        return 5_000_000_000L + Math.round(sec * 1e9);
    }
}

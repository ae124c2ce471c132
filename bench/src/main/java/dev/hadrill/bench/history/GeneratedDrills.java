package dev.hadrill.bench.history;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Years of drills as workflows would have left them: 40 releases one after the other, 3 scenarios on 4 stacks. Each drill
 * follows from the seed and its number alone.
 */
record GeneratedDrills(long seed, int count, Instant end) {
    static final int RELEASES = 40;
    private static final Duration SPAN = Duration.ofDays(500);
    private static final List<String> STACKS = List.of("freesdn", "staging", "eu-west", "us-east");
    private static final List<Kind> KINDS = List.of(
            new Kind("redis_kill", "redis", Role.MASTER, 5.3, 20),
            new Kind("primary_kill", "postgres", Role.PRIMARY, 12.5, 60),
            new Kind("api_kill", "api", Role.REPLICA, 1.2, 10));

    private record Kind(String scenario, String component, Role role, double typicalSec, int budgetSec) {}

    DrillState drill(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        int stack = random.nextInt(STACKS.size());
        int release = (int) ((long) number * RELEASES / count);
        Instant at = end.minus(SPAN).plus(SPAN.dividedBy(count).multipliedBy(number));
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        boolean never = random.nextInt(100) < 1;
        boolean slower = release >= 25 && kind.scenario().equals("redis_kill"); // a regression to be found
        double rtoSec = kind.typicalSec() * (1 + 0.05 * stack)
                + (slower ? 1.5 : 0)
                + Math.abs(random.nextGaussian()) * 0.12 * kind.typicalSec()
                + (random.nextInt(25) == 0 ? random.nextDouble() * kind.typicalSec() : 0);
        GeneratedOutage outage =
                new GeneratedOutage(at, rtoSec, never, kind.role(), random.nextInt(50) == 0 ? 2 : 1, random);
        Verdict verdict = random.nextInt(100) < 3
                ? Verdict.INCONCLUSIVE
                : never || rtoSec > kind.budgetSec() ? Verdict.FAILED : Verdict.PASSED;
        int lost = kind.scenario().equals("primary_kill") && random.nextInt(20) == 0 ? 1 + random.nextInt(9) : 0;
        return begun(id, kind, STACKS.get(stack), release(release), outage)
                .apply(new DrillEvent.ObservationEnded(outage.at(outage.endSec()), outage.observation()))
                .apply(read(outage, LedgerRead.When.AFTER_RECOVERY, lost, random))
                .apply(read(outage, LedgerRead.When.AFTER_RESTORATION, lost, random))
                .apply(new DrillEvent.RedundancyRestored(
                        outage.at(outage.endSec() + 8),
                        new Restoration(
                                true,
                                List.of(new ComponentHealth(
                                        kind.component(), true, Map.of(kind.component(), kind.role()), List.of())),
                                List.of("started " + kind.component()),
                                List.of(),
                                outage.at(outage.endSec()),
                                outage.at(outage.endSec() + 8))))
                .apply(new DrillEvent.VerdictReached(
                        outage.at(outage.endSec() + 9),
                        verdict,
                        "RTO against a budget of %d s".formatted(kind.budgetSec())))
                .apply(new DrillEvent.ReportWritten(
                        outage.at(outage.endSec() + 10),
                        new EvidenceRef(kind.scenario() + "-" + at, Map.of("report.json", id, "report.md", id))));
    }

    private static DrillState begun(String id, Kind kind, String stack, String release, GeneratedOutage outage) {
        return new DrillState(
                        id,
                        "drill-%s-%s".formatted(kind.scenario(), id.substring(0, 8)),
                        List.of(new DrillEvent.DrillStarted(
                                outage.at(0),
                                new DrillRequest(
                                        kind.scenario(), stack, null, null, release, null, null, null, "bench"),
                                stack,
                                kind.scenario(),
                                new Target(kind.component(), kind.role()),
                                new KillContainer(),
                                Recovery.AUTOMATIC,
                                Duration.ofSeconds(kind.budgetSec()),
                                null,
                                "http://127.0.0.1:18080/api/v1/health/ready",
                                "5f2c8f0a",
                                GeneratedOutage.PROBES)))
                .apply(new DrillEvent.LeaseTaken(outage.at(0.2), "stack/" + stack))
                .apply(new DrillEvent.UndoArmed(outage.at(1), id, kind.component()))
                .apply(new DrillEvent.FaultInjected(outage.requested(), stack + "-" + kind.component()))
                .apply(new DrillEvent.FaultConfirmed(outage.confirmed(), "exited 137"));
    }

    private static LedgerRead read(GeneratedOutage outage, LedgerRead.When when, int lost, SplittableRandom random) {
        Stamp at = outage.at(outage.endSec() + 1);
        StoreLedger.Lost gone = lost == 0 ? null : new StoreLedger.Lost(lost, "1/100", "1/" + (99 + lost), 0.1 * lost);
        int sent = 900 + random.nextInt(100);
        return new LedgerRead(
                at,
                when,
                List.of(
                        new StoreLedger(
                                "postgres", true, null, sent, sent - 10, 6, 4, gone, 0, 0, 2, 0, null, null, true),
                        new StoreLedger(
                                "redis", true, null, sent, sent - 10, 6, 4, null, 0, 0, 2, 0, null, null, true)));
    }

    /** Four a quarter, the third a candidate and the fourth mended: 25.03.2, 25.03.10, 25.06.2-rc.1, 25.06.2-hotfix1. */
    private static String release(int number) {
        int month = 3 * (number / 4 % 4 + 1);
        List<String> patches = List.of("2", "10", "11-rc.1", "11-hotfix1");
        return String.format(Locale.ROOT, "%d.%02d.%s", 24 + number / 16, month, patches.get(number % 4));
    }
}

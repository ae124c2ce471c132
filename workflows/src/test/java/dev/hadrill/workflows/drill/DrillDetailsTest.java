package dev.hadrill.workflows.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.StoreLedger.Lost;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrillDetailsTest {
    private static final Stamp AT = new Stamp(0L, "boot", Instant.parse("2026-06-05T14:30:00Z"));
    private static final UrlProbe PROBE =
            new UrlProbe("load_balancer", URI.create("http://127.0.0.1/ready"), null, null, null, null, null);

    @Test
    void whatEveryStoreLostIsALine() {
        StoreLedger lossless = new StoreLedger("redis", true, null, 900, 900, 0, 0, null, 0, 0, 0, 0, null, null, true);
        StoreLedger lossy = new StoreLedger(
                "postgres", true, null, 900, 890, 5, 5, new Lost(3, "1/7", "1/9", 0.42), 0, 0, 0, 0, null, null, true);

        assertThat(DrillDetails.markdown(
                        drill(new LedgerRead(AT, LedgerRead.When.AFTER_RECOVERY, List.of(lossless, lossy)))))
                .contains(
                        "**Ledger**: redis lost 0 of 900 acknowledged writes",
                        "**Ledger**: postgres lost 3 of 890 acknowledged writes, the earliest 0.42 s before the fault");
    }

    @Test
    void whileTheServiceIsOutTheDetailsSaySoAndWhatTheRunbookDid() {
        DrillEvent.DrillStarted started = new DrillEvent.DrillStarted(
                AT,
                new DrillRequest("primary_kill", null, null, null, "26.08.2", null, null, null, "sre"),
                "freesdn",
                "primary_kill",
                new Target("postgres", Role.PRIMARY),
                new KillContainer(),
                Recovery.PROMOTION_RUNBOOK,
                Duration.ofSeconds(60),
                null,
                "http://127.0.0.1/ready",
                "abc");
        DrillState out = drill(
                started,
                new DrillEvent.OutageBegan(AT, "load_balancer"),
                new DrillEvent.RunbookStepDone(AT, new StepDone("fence", AT, AT, "down")));

        assertThat(DrillDetails.markdown(out))
                .contains("`primary_kill` on `freesdn`, against the primary of `postgres`, RTO budget 60 s")
                .contains("**Release**: `26.08.2`")
                .contains("**Service**: **out**, as load_balancer sees it")
                .contains("**Runbook**: `fence` down");
        assertThat(DrillDetails.markdown(out.apply(new DrillEvent.ServiceRecovered(AT, "load_balancer"))))
                .contains("answers again, as load_balancer sees it")
                .doesNotContain("**out**");
    }

    @Test
    void anObservationShowsItsOutagesAndNoVerdict() {
        Outage ended = new Outage(bounds(1, 1.1), bounds(5, 5.2), 0, 90);
        Outage open = new Outage(bounds(8, 8.1), null, null, 9_000_000_000L, 0, 20);

        assertThat(DrillDetails.markdown(watch(List.of(ended, open))))
                .contains("load_balancer: `http://127.0.0.1/ready`")
                .contains("**Outages of load_balancer**: 3.90 to 4.20 s, > 0.90 s (not over)")
                .doesNotContain("RTO", "null");
        assertThat(DrillDetails.markdown(watch(List.of()))).contains("none, 400 good answers");
    }

    private static DrillState watch(List<Outage> outages) {
        ProbeResult result = new ProbeResult(
                "load_balancer",
                Duration.ofMillis(20),
                new Baseline(0, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                510,
                110,
                0,
                outages,
                List.of(),
                null,
                0,
                0,
                0,
                0);
        return drill(
                new DrillEvent.WatchStarted(
                        AT,
                        new WatchRequest(
                                new Probing(null, null, null, null, null, List.of(PROBE), null),
                                null,
                                null,
                                null,
                                null)),
                new DrillEvent.ObservationEnded(
                        AT,
                        new Observation(
                                AT,
                                AT,
                                Observation.End.MAX_WAIT,
                                Duration.ofMillis(20),
                                Duration.ofSeconds(5),
                                List.of("load_balancer"),
                                List.of(result),
                                null,
                                1)));
    }

    private static DrillState drill(DrillEvent... events) {
        return new DrillState("d1", "w1", List.of(events));
    }

    private static Bounds bounds(double lo, double hi) {
        return new Bounds(Math.round(lo * 1e9), Math.round(hi * 1e9));
    }
}

package dev.hadrill.workflows.finding;

import static dev.hadrill.workflows.finding.Drilled.alone;
import static dev.hadrill.workflows.finding.Drilled.at;
import static dev.hadrill.workflows.finding.Drilled.flapped;
import static dev.hadrill.workflows.finding.Drilled.ledger;
import static dev.hadrill.workflows.finding.Drilled.only;
import static dev.hadrill.workflows.finding.Drilled.open;
import static dev.hadrill.workflows.finding.Drilled.recovered;
import static dev.hadrill.workflows.finding.Drilled.split;
import static dev.hadrill.workflows.finding.Drilled.until;
import static dev.hadrill.workflows.finding.Drilled.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.observation.Observation.End;
import dev.hadrill.workflows.observation.Outage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest {
    @Test
    void aDrillAsItShouldBeFindsNothing() {
        assertThat(recovered().read(ledger("redis", 0, null, true)).findings()).isEmpty();
    }

    @Test
    void missingRedundancyIsOneFindingAComponentWithWhatIsLeftToDo() {
        Drilled drill = recovered()
                .notWhole(
                        List.of("stop the wrong one"),
                        whole("api"),
                        alone("redis", "two masters"),
                        alone("postgres", "no standby"));

        assertThat(drill.findings())
                .extracting(Finding::severity, Finding::code, Finding::subject)
                .containsExactly(
                        tuple(Severity.CRITICAL, "redundancy_missing", "redis"),
                        tuple(Severity.CRITICAL, "redundancy_missing", "postgres"));
        assertThat(drill.findings().getFirst().what()).isEqualTo("redis is not redundant: two masters");
        assertThat(drill.findings().getFirst().remedy())
                .isEqualTo("stop the wrong one; then run: hadrill restore freesdn");
    }

    @Test
    void anRtoOverItsBudgetSaysWhereToBegin() {
        Finding found = only(new Drilled().injected().users(until(26)).observed(End.STABLE));

        assertThat(found.severity()).isEqualTo(Severity.HIGH);
        assertThat(found.code()).isEqualTo("rto_over_budget");
        assertThat(found.subject()).isEqualTo("redis");
        assertThat(found.what()).isEqualTo("redis_kill: RTO 26.02 s [26.00, 26.04] against a budget of 20.0 s");
        assertThat(found.remedy()).startsWith("begin with its longest phase, reconnection: 20.5 s, until ");
    }

    @Test
    void neverRecoveredIsToldOnceAndNotAsABrokenBudget() {
        Finding found = only(new Drilled().injected().users(open(59.9, null)).observed(End.MAX_WAIT));

        assertThat(found.severity()).isEqualTo(Severity.HIGH);
        assertThat(found.code()).isEqualTo("never_recovered");
        assertThat(found.subject()).isEqualTo("load_balancer");
        assertThat(found.what()).contains("> 59.90 s (not recovered)");
    }

    @Test
    void anAbortedDrillIsNotOneThatNeverRecovered() {
        Drilled drill = new Drilled()
                .injected()
                .users(open(9, null))
                .probe("worker", null, open(9, null))
                .and(new DrillEvent.DrillAborted(at(10), new Abort("enough", "sre")))
                .and(new DrillEvent.RunbookStopped(at(11), "aborted"))
                .observed(End.CANCELLED);

        assertThat(drill.findings()).isEmpty();
    }

    @Test
    void aRunbookThatStoppedIsAFinding() {
        Drilled drill = new Drilled()
                .injected()
                .users(open(9, null))
                .and(new DrillEvent.RunbookStopped(at(11), "postgres-standby is of another system"))
                .observed(End.CANCELLED);

        assertThat(only(drill).code()).isEqualTo("runbook_stopped");
        assertThat(only(drill).what()).contains("of another system");
    }

    @Test
    void aProbeThatNobodyWaitedForIsFoundWhenItIsStillBad() {
        Finding found = only(new Drilled()
                .injected()
                .users(until(6.5))
                .probe("worker", null, open(59.9, null))
                .observed(End.STABLE));

        assertThat(found.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(found.code()).isEqualTo("probe_not_recovered");
        assertThat(found.subject()).isEqualTo("worker");
    }

    @Test
    void aProbeIsStillBadWhenItWasGoodForAWhileAndNotWhenItIsGoodByNow() {
        assertThat(only(withProbe("worker", null, open(59.9, 40.0))).code()).isEqualTo("probe_not_recovered");
        assertThat(withProbe("worker", null, open(57, 57.0)).findings()).isEmpty();
    }

    @Test
    void aMemberOfWhatWasAttackedMayStayDownUntilTheLeaseBringsItBack() {
        assertThat(withProbe("redis_direct", "redis", open(59.9, null)).findings())
                .extracting(Finding::code)
                .doesNotContain("probe_not_recovered");
        assertThat(withProbe("api", "api", open(59.9, null)).findings())
                .extracting(Finding::code)
                .contains("probe_not_recovered");
    }

    @Test
    void flappingIsCounted() {
        Finding found = only(new Drilled().injected().users(flapped(6.5, 3)).observed(End.STABLE));

        assertThat(found.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(found.code()).isEqualTo("flapping");
        assertThat(found.what()).isEqualTo("load_balancer was good and bad again before it was stable, flaps: 3");
    }

    @Test
    void aRecoveryThatNothingExplainsIsALowFinding() {
        Finding found = only(
                new Drilled().injected().withoutSightings().users(until(6.5)).observed(End.STABLE));

        assertThat(found.severity()).isEqualTo(Severity.LOW);
        assertThat(found.code()).isEqualTo("recovery_unexplained");
        assertThat(found.what()).isEqualTo("nothing that was seen explains 6.5 s of the recovery, 100 % of it");
    }

    @Test
    void aMeasurementThatIsUncertainSaysEveryReason() {
        Finding found = only(
                new Drilled().injected().takenOver().usersWithGap(until(6.5)).observed(End.STABLE));

        assertThat(found.severity()).isEqualTo(Severity.LOW);
        assertThat(found.code()).isEqualTo("uncertain_measurement");
        assertThat(found.subject()).isEqualTo("load_balancer");
        assertThat(found.what())
                .isEqualTo("the observation was taken over by another worker, 2 attempts;"
                        + " gaps in which nobody looked at load_balancer: 1;"
                        + " the budget of 20.0 s lies inside the RTO's interval, 18.35 s [6.50, 30.20]");
    }

    @Test
    void aBudgetInsideTheIntervalIsUncertainAndNotBroken() {
        Finding found = only(new Drilled().injected().users(until(19.98)).observed(End.STABLE));

        assertThat(found.code()).isEqualTo("uncertain_measurement");
        assertThat(found.what()).contains("the budget of 20.0 s lies inside");
    }

    @Test
    void aFaultThatNeverLandedIsAFinding() {
        Finding found = only(new Drilled().and(new DrillEvent.FaultMissed(at(1), "freesdn-redis-1 still runs")));

        assertThat(found.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(found.code()).isEqualTo("fault_not_landed");
        assertThat(found.subject()).isEqualTo("redis");
        assertThat(found.what()).contains("freesdn-redis-1 still runs");
    }

    @Test
    void theWorstComesFirstAndNoneIsToldTwice() {
        List<Finding> all = new Drilled(new RpoBudget(0, Duration.ZERO))
                .injected()
                .takenOver()
                .users(flapped(26, 2))
                .probe("worker", null, open(59.9, null))
                .observed(End.STABLE)
                .read(ledger("redis", 3, null, false))
                .notWhole(List.of("start it"), alone("redis", "one is down"))
                .findings();

        assertThat(all)
                .extracting(Finding::code)
                .containsExactly(
                        "redundancy_missing",
                        "lost_writes",
                        "rto_over_budget",
                        "flapping",
                        "probe_not_recovered",
                        "uncertain_measurement",
                        "uncertain_measurement");
        assertThat(all.stream().map(one -> one.code() + one.subject()).distinct())
                .hasSize(all.size());
        assertThat(all).allSatisfy(one -> assertThat(one.what() + one.remedy()).doesNotContain("\n"));
        assertThat(Json.read(Json.write(all.getFirst()), Finding.class)).isEqualTo(all.getFirst());
    }

    @Test
    void everyCodeAndItsSeverityAreDocumented() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "findings.md"));
        Drilled everything = new Drilled(new RpoBudget(0, Duration.ZERO))
                .injected()
                .takenOver()
                .withoutSightings()
                .users(flapped(26, 2))
                .probe("worker", null, open(59.9, null))
                .observed(End.STABLE)
                .and(new DrillEvent.FaultMissed(at(1), "it still runs"))
                .and(new DrillEvent.RunbookStopped(at(11), "no standby"))
                .read(split(), ledger("postgres", 3, null, true))
                .notWhole(List.of("start it"), alone("redis", "one is down"));
        List<Finding> all = Stream.concat(
                        everything.findings().stream(),
                        new Drilled().injected().users(open(59.9, null)).observed(End.MAX_WAIT).findings().stream())
                .toList();

        assertThat(all.stream().map(Finding::code).distinct()).hasSize(11);
        assertThat(all)
                .allSatisfy(one -> assertThat(document)
                        .contains("| `%s` | %s"
                                .formatted(one.code(), one.severity().name().toLowerCase(Locale.ROOT))));
    }

    private static Drilled withProbe(String probe, @Nullable String replicaOf, Outage outage) {
        return new Drilled()
                .injected()
                .users(until(6.5))
                .probe(probe, replicaOf, outage)
                .observed(End.STABLE);
    }
}

package dev.hadrill.workflows.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.FakeLedger;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.lease.StackLease;
import dev.hadrill.workflows.ledger.LedgerPlan;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger beside a drill, and what it does to the verdict. */
@Timeout(60)
class LedgerTest extends DrillHarness {
    @BeforeEach
    void withLedger() {
        world.ledger = new LedgerPlan(null, null, null);
        world.rpoBudget = new RpoBudget(5, Duration.ofSeconds(1));
    }

    @Test
    void itIsWrittenBeforeTheFaultAndReadTwiceAndSwept() {
        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.reason())
                .contains("RTO", "RPO: db lost 0 of 900 acknowledged writes", "budget of 5 writes and 1.0 s");
        assertThat(summary.lostWrites()).isZero();
        assertThat(world.calls)
                .containsSubsequence(
                        "ledger", "inject", "ledger stopped", "readBack", "heal", "readBack", "sweep", "write");
        assertThat(ledger.swept).hasSize(1);
        assertThat(world.rows.getFirst().events().stream()
                        .filter(LedgerRead.class::isInstance)
                        .map(event -> ((LedgerRead) event).when()))
                .containsExactly(LedgerRead.When.AFTER_RECOVERY, LedgerRead.When.AFTER_RESTORATION);
    }

    @Test
    void aStackWithoutALedgerHasNothingToDoWithOne() {
        world.ledger = null;
        world.rpoBudget = null;

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.reason()).doesNotContain("RPO");
        assertThat(world.calls).doesNotContain("ledger", "readBack", "sweep");
    }

    @Test
    void moreLostWritesThanTheBudgetAllowsFail() {
        ledger.readings.add(FakeLedger.lossy(6, 0.5));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason())
                .contains("db lost 6 of 890", "first 1/7, last 4/19", "a budget of 5 writes and 1.0 s");
        assertThat(summary.lostWrites()).isEqualTo(6);
    }

    @Test
    void aLossFurtherBackThanTheBudgetAllowsFails() {
        ledger.readings.add(FakeLedger.lossy(5, 1.01));

        assertThat(result(start("kill")).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aLossWithinTheBudgetPassesAndIsNamed() {
        ledger.readings.add(FakeLedger.lossy(5, 1));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.reason()).contains("db lost 5 of 890");
    }

    @Test
    void withoutABudgetALossIsReportedAndJudgedByNobody() {
        world.rpoBudget = null;
        ledger.readings.add(FakeLedger.lossy(600, 60));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.lostWrites()).isEqualTo(600);
    }

    @Test
    void aStoreThatCannotBeReadIsInconclusive() {
        ledger.readings.add(new StoreLedger("db", false, "no primary", 9, 9, 0, 0, null, 0, 0, 0, 0, null, null, true));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).contains("db could not be read: no primary");
        assertThat(summary.lostWrites()).isNull();
    }

    @Test
    void aRecordThatLacksAPartIsInconclusive() {
        ledger.readings.add(new StoreLedger("db", true, null, 9, 9, 0, 0, null, 0, 0, 0, 0, null, null, false));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).contains("losses may be more");
    }

    @Test
    void aLedgerThatWasLostIsInconclusive() {
        world.fail("readBack", () -> Failures.refuse("Broken", "the reader broke"));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).contains("the reader broke");
        assertThat(ledger.swept).hasSize(1);
    }

    @Test
    void anOutageOverTheBudgetCountsMoreThanALoss() {
        world.outageSec = 25;
        ledger.readings.add(FakeLedger.lossy(6, 0.5));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason()).contains("RTO").doesNotContain("RPO");
    }

    @Test
    void aLossCountsMoreThanAnOutageThatIsNotDecided() {
        world.outageSec = 18;
        world.outageWidthSec = 3;
        ledger.readings.add(FakeLedger.lossy(6, 0.5));

        assertThat(result(start("kill")).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aLedgerThatDoesNotBeginRefusesTheDrillBeforeTheFault() {
        world.fail("ledger", () -> Failures.refuse(Failures.BASELINE_UNHEALTHY, "ledger: no write acknowledged"));

        assertThatThrownBy(() -> result(start("kill")))
                .satisfies(e -> assertThat(failureType(e)).isEqualTo(Failures.BASELINE_UNHEALTHY))
                .satisfies(e -> assertThat(rootMessage(e)).contains("no write acknowledged"));
        assertThat(world.calls).doesNotContain("inject", "readBack", "heal");
        assertThat(ledger.swept).hasSize(1);
    }

    @Test
    void aLedgerThatFailsLaterIsReadAllTheSame() {
        world.fail("ledger stopped", () -> Failures.refuse("Broken", "the writer broke"));

        assertThat(result(start("kill")).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(ledger.swept).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inject", "observed"})
    void itIsSweptWhateverBecameOfTheDrill(String call) {
        world.fail(call, () -> Failures.refuse(Failures.FAULT_NOT_LANDED, "it broke"));

        assertThat(result(start("kill")).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(ledger.swept).hasSize(1);
    }

    @Test
    void itIsSweptWhenTheSecondGuardRefuses() throws Exception {
        world.hold("baseline");
        Drill drill = start("kill");
        world.awaitReached("baseline");
        world.refusedGuard = "redundancy";
        world.letGo("baseline");

        assertThatThrownBy(() -> result(drill))
                .satisfies(e -> assertThat(failureType(e)).isEqualTo(Failures.GUARD_REFUSED));
        assertThat(world.calls).containsSubsequence("ledger stopped", "sweep");
    }

    @Test
    void itIsSweptWhenTheDrillIsAborted() {
        world.observeForEver = true;
        Drill drill = start("kill");
        await().until(() -> world.calls.contains("inject"));
        drill.abort(new Abort("me", "enough"));

        assertThat(result(drill).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(world.calls).containsSubsequence("ledger stopped", "readBack", "heal", "readBack", "sweep");
    }

    @Test
    void theLeaseSweepsForADrillThatWasTerminated() {
        world.observeForEver = true;
        Drill drill = start("kill");
        await().until(() -> drill.injection().injection() != null);
        String drillId = drill.state().drillId();
        WorkflowStub.fromTyped(drill).terminate("by a test");
        // The in-process server does not apply the parent close policy; the lab's tests show the real one.
        temporal.getWorkflowClient()
                .newUntypedWorkflowStub(StackLease.id("freesdn"))
                .cancel();

        await().atMost(Duration.ofSeconds(20)).until(() -> !world.concluded.isEmpty());
        assertThat(world.calls).containsSubsequence("heal", "sweep", "conclude");
        assertThat(ledger.swept).hasSize(1).allSatisfy(request -> {
            assertThat(request.drillId()).isEqualTo(drillId);
            assertThat(Objects.requireNonNull(request.stack().stack().ledger()).writesPerSec())
                    .isEqualTo(50);
        });
    }

    @Test
    void aSweepThatFailsFailsNoDrill() {
        world.fail("sweep", () -> Failures.refuse("Broken", "no primary to drop it on"));

        assertThat(result(start("kill")).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void readingsOfSeveralStoresAreJudgedEach() {
        ledger.readings.addAll(List.of(FakeLedger.lossless(), FakeLedger.lossy(6, 0.1)));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason()).contains("lost 6 of 890").doesNotContain("lost 0 of 900");
    }
}

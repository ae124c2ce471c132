package dev.hadrill.workflows.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Throwables;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.lease.LeaseRequest;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.lease.StackLease;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How drills end, and what refuses them. */
@Timeout(60)
class DrillTest extends DrillHarness {
    @Test
    void outageWithinTheBudgetPassesAndIsKeptOnce() {
        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.rtoLoSec()).isBetween(2.9, 4.0);
        assertThat(summary.redundancyRestored()).isTrue();
        assertThat(world.rows).hasSize(1);
        assertThat(world.heals).hasSize(1);
        assertThat(world.calls).containsSubsequence("guard", "observe", "guard", "inject", "heal", "write", "persist");
        DrillState kept = world.rows.getFirst();
        assertThat(kept.events().stream().map(event -> event.getClass().getSimpleName()))
                .containsSubsequence(
                        "DrillStarted",
                        "LeaseTaken",
                        "GuardsChecked",
                        "BaselinePassed",
                        "UndoArmed",
                        "GuardsChecked",
                        "FaultInjected",
                        "FaultConfirmed",
                        "ObservationEnded",
                        "RedundancyRestored",
                        "VerdictReached",
                        "ReportWritten");
        assertThat(kept.summary()).isEqualTo(summary);
    }

    @Test
    void evidenceThatCannotBeRenderedCostsNoVerdict() {
        world.fail("write", () -> Failures.refuse("Broken", "no such field"));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.evidence()).isNull();
        assertThat(world.rows).singleElement().matches(row -> row.has(DrillEvent.EngineFailed.class));
    }

    @Test
    void outageOverTheBudgetFailsYetTheWorkflowCompletes() {
        world.outageSec = 25;

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason()).contains("budget of 20 s");
    }

    @Test
    void budgetInsideTheIntervalIsInconclusive() {
        world.outageSec = 18;
        world.outageWidthSec = 3;

        assertThat(result(start("kill")).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "docker_endpoint", "lb_address", "project", "redundancy", "target"})
    void refusedGuardTouchesNothing(String guard) {
        world.refusedGuard = guard;

        assertThatThrownBy(() -> result(start("kill")))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(e -> assertThat(failureType(e)).isEqualTo(Failures.GUARD_REFUSED))
                .satisfies(e -> assertThat(rootMessage(e)).contains(guard + " says no"));
        assertThat(world.calls).doesNotContain("observe", "inject", "heal", "persist");
    }

    @Test
    void guardThatRefusesTheSecondTimeStopsBeforeTheFault() throws Exception {
        world.hold("baseline");
        Drill drill = start("kill");
        world.awaitReached("baseline");
        world.refusedGuard = "redundancy";
        world.letGo("baseline");

        assertThatThrownBy(() -> result(drill))
                .satisfies(e -> assertThat(failureType(e)).isEqualTo(Failures.GUARD_REFUSED));
        assertThat(world.calls).doesNotContain("inject");
    }

    @Test
    void unknownScenarioListsWhatThereIs() {
        assertThatThrownBy(() -> result(start("kil")))
                .satisfies(e -> assertThat(failureType(e)).isEqualTo(Failures.BAD_REQUEST))
                .satisfies(e -> assertThat(rootMessage(e)).contains("'kil'", "kill, promote"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scenario\":\"kill\",\"budget\":\"3s\"}|unrecognized field \"budget\"",
                "{\"scenario\":\"kill\",\"rto_budget\":\"-3\"}|rto_budget must be > 0, was -3.0s",
                "{\"scenario\":\"kill\",\"rto_budget\":\"soon\"}|'soon' is no duration",
                "{}|scenario must be given",
                "[]|cannot deserialize"
            })
    void wrongInputFailsTheWorkflowAtOnce(String inputAndMessage) throws Exception {
        String[] parts = inputAndMessage.split("\\|", 2);
        WorkflowStub drill = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        "Drill",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HADRILL)
                                .build());
        drill.start(Json.mapper().readTree(parts[0]));

        assertThatThrownBy(() -> drill.getResult(5, TimeUnit.SECONDS, Object.class))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(e -> assertThat(Throwables.getStackTraceAsString(e).toLowerCase(Locale.ROOT))
                        .contains(parts[1].toLowerCase(Locale.ROOT)));
        assertThat(world.calls).isEmpty();
    }

    @Test
    void secondDrillOnTheSameStackIsRefusedAndToldWhoHoldsIt() throws Exception {
        world.hold("baseline");
        Drill first = start("kill");
        world.awaitReached("baseline");
        Drill second = stub(Drill.class, "drill-2");
        WorkflowClient.start(second::run, DrillRequest.of("kill"));

        assertThatThrownBy(() -> result(second))
                .satisfies(e -> assertThat(failureType(e)).isEqualTo(Failures.STACK_BUSY))
                .satisfies(e -> assertThat(rootMessage(e)).contains("freesdn is in use by drill-other"));
        world.letGo("baseline");
        assertThat(result(first).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aScheduledDrillOnAStackInUseIsSkippedKeptAndNoFailure() throws Exception {
        world.hold("baseline");
        Drill first = start("kill");
        world.awaitReached("baseline");
        List<String> before = List.copyOf(world.calls);
        WorkflowStub second = WorkflowStub.fromTyped(stub(Drill.class, "drill-2"));
        second.start(Json.mapper().readTree("{\"scenario\":\"kill\",\"skip_when_busy\":true}"));

        DrillSummary summary = second.getResult(DrillSummary.class);

        assertThat(summary.skippedBecause()).contains("freesdn is in use by drill-other");
        assertThat(summary.verdict()).isNull();
        assertThat(summary.finishedAt()).isNotNull();
        assertThat(world.calls.subList(before.size(), world.calls.size())).containsExactly("pin", "holder", "persist");
        assertThat(world.rows).singleElement().extracting(DrillState::summary).isEqualTo(summary);
        assertThat(second.describe().getTypedSearchAttributes().get(Attributes.VERDICT))
                .isEqualTo(Attributes.SKIPPED);
        world.letGo("baseline");
        assertThat(result(first).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aDrillThatComesLateIntoAnExclusionIsSkippedBeforeItTakesTheStack() throws Exception {
        WorkflowStub drill = WorkflowStub.fromTyped(stub(Drill.class, "drill-1"));
        drill.start(
                Json.mapper()
                        .readTree(
                                "{\"scenario\":\"kill\",\"exclude\":{\"time_zone\":\"UTC\",\"spans\":[\"2000-01-01..2100-12-31\"]}}"));

        DrillSummary summary = drill.getResult(DrillSummary.class);

        assertThat(summary.skippedBecause()).isEqualTo("excluded until 2101-01-01 00:00 UTC");
        assertThat(summary.verdict()).isNull();
        assertThat(world.calls).containsExactly("pin", "persist");
        assertThat(drill.describe().getTypedSearchAttributes().get(Attributes.VERDICT))
                .isEqualTo(Attributes.SKIPPED);
    }

    @Test
    void aScheduledDrillOnAFreeStackIsADrill() throws Exception {
        WorkflowStub drill = WorkflowStub.fromTyped(stub(Drill.class, "drill-1"));
        drill.start(Json.mapper().readTree("{\"scenario\":\"kill\",\"skip_when_busy\":true}"));

        DrillSummary summary = drill.getResult(DrillSummary.class);

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.skippedBecause()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe", "ready"})
    void failureBeforeTheFaultFailsTheWorkflowAndTouchesNothing(String call) {
        world.fail(call, () -> Failures.refuse(Failures.BASELINE_UNHEALTHY, "load_balancer answered 503"));

        assertThatThrownBy(() -> result(start("kill")))
                .satisfies(e -> assertThat(rootMessage(e)).contains("load_balancer answered 503"));
        assertThat(world.calls).doesNotContain("inject", "persist", "heal");
    }

    @Test
    void faultThatDidNotLandIsInconclusiveAndHealed() {
        world.fail("inject", () -> Failures.refuse(Failures.FAULT_NOT_LANDED, "c-pg still runs"));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).contains("c-pg still runs");
        assertThat(world.heals).hasSize(1);
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void engineErrorAtTheFaultIsHealedKeptAndFailsTheWorkflow() {
        world.fail("inject", () -> Failures.refuse(Failures.DOCKER_DOWN, "no answer from the engine"));

        assertThatThrownBy(() -> result(start("kill"))).isInstanceOf(WorkflowFailedException.class);
        assertThat(world.heals).hasSize(1);
        assertThat(world.rows.getFirst().summary().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void lostMeasurementIsInconclusive() {
        world.fail("observed", () -> Failures.refuse("Broken", "the prober broke"));

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).contains("the prober broke");
        assertThat(world.heals).hasSize(1);
    }

    @Test
    void stackThatIsNotWholeFailsTheDrillAndSaysWhatIsLeftToDo() {
        world.whole = false;

        DrillSummary summary = result(start("kill"));

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason()).contains("run pg_basebackup by hand");
        assertThat(world.heals.size()).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "persist", "heal"})
    void stepThatFailsForAWhileIsRepeated(String call) {
        world.fail(call, () -> {
            world.heal(call);
            return new IllegalStateException("not now");
        });

        assertThat(result(start("kill")).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(world.calls.stream().filter(call::equals)).hasSize(2);
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void checkTouchesNothing() {
        DrillRequest request = new DrillRequest("kill", null, null, null, null, true, null, null, null);
        Drill drill = stub(Drill.class, "check-1");
        WorkflowClient.start(drill::run, request);

        assertThat(result(drill).verdict()).isNull();
        assertThat(world.calls).containsExactly("pin", "guard");
    }

    @Test
    void restorationByItselfHealsAtOnce() {
        StackLease lease = stub(StackLease.class, StackLease.id("freesdn"));
        Restoration restoration = lease.hold(new LeaseRequest("freesdn", null, null, null, null));

        assertThat(restoration.whole()).isTrue();
        assertThat(world.calls).containsExactly("awaitRunbook", "pin", "heal");
        assertThat(world.concluded).isEmpty();
    }

    @Test
    void historyStaysSmall() {
        result(start("promote"));
        var history = temporal.getWorkflowClient().fetchHistory("drill-1").getHistory();

        assertThat(history.getEventsCount()).isLessThan(200);
        assertThat(history.getSerializedSize()).isLessThan(100_000);
    }
}

package dev.hadrill.workflows.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Throwables;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.FakeWorld;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.lease.LeaseRequest;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.lease.StackLease;
import dev.hadrill.workflows.lease.StackLeaseImpl;
import dev.hadrill.workflows.runbook.Approval;
import dev.hadrill.workflows.runbook.PromotionRequest;
import dev.hadrill.workflows.runbook.PromotionResult;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import dev.hadrill.workflows.runbook.PromotionRunbookImpl;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DrillTest {
    private final FakeWorld world = new FakeWorld();
    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void start() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Json.dataConverter())
                        .build());
        for (SearchAttributeKey<?> key : List.of(
                Attributes.STACK, Attributes.SCENARIO, Attributes.RELEASE, Attributes.VERDICT, Attributes.RTO_MS)) {
            options.registerSearchAttribute(key.getName(), key.getValueType());
        }
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        Worker worker = temporal.newWorker(
                TaskQueues.HADRILL,
                WorkerOptions.newBuilder()
                        .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
                        .build());
        worker.registerWorkflowImplementationTypes(
                WorkflowImplementationOptions.newBuilder()
                        .setFailWorkflowExceptionTypes(DataConverterException.class)
                        .build(),
                DrillImpl.class,
                PromotionRunbookImpl.class);
        worker.registerWorkflowImplementationTypes(StackLeaseImpl.class);
        worker.registerActivitiesImplementations(world);
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    private <W> W stub(Class<W> type, String id) {
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HADRILL)
                                .setWorkflowId(id)
                                .build());
    }

    private Drill start(String scenario) {
        Drill drill = stub(Drill.class, "drill-1");
        WorkflowClient.start(drill::run, DrillRequest.of(scenario));
        return drill;
    }

    /** The in-process server loses a workflow task that cancels an activity just as it completes. */
    private void letGoWhenCancelled(String call) {
        String workflow = call.equals("preflight") ? PromotionRunbook.id("freesdn") : "drill-1";
        await().until(() -> temporal.getWorkflowClient().fetchHistory(workflow).getHistory().getEventsList().stream()
                .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED));
        world.letGo(call);
    }

    private static DrillSummary result(Drill drill) {
        return WorkflowStub.fromTyped(drill).getResult(DrillSummary.class);
    }

    private static String failureType(Throwable failure) {
        return Throwables.getCausalChain(failure).stream()
                .filter(ApplicationFailure.class::isInstance)
                .map(cause -> ((ApplicationFailure) cause).getType())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no application failure in " + failure, failure));
    }

    private static String rootMessage(Throwable failure) {
        return Throwables.getRootCause(failure).getMessage();
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"guard", "baseline", "inject", "preflight", "promote"})
    void abortWhileHeldIsInconclusiveAndHealsWhatWasArmed(String call) throws Exception {
        world.hold(call);
        world.observeForEver = true;
        Drill drill = start(List.of("preflight", "promote").contains(call) ? "promote" : "kill");
        world.awaitReached(call);

        assertThat(drill.abort(new Abort("lunch", "sre"))).startsWith("aborting");
        letGoWhenCancelled(call);
        DrillSummary summary = result(drill);

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).contains("aborted by sre: lunch");
        assertThat(world.rows).hasSize(1);
        boolean beforeFault = List.of("guard", "baseline").contains(call);
        assertThat(world.calls.contains("inject")).isEqualTo(!beforeFault);
        assertThat(world.heals).hasSize(beforeFault ? 0 : 1);
    }

    @Test
    void abortBeforeTheIntentToPromoteGoesBack() throws Exception {
        world.hold("preflight");
        world.observeForEver = true;
        Drill drill = start("promote");
        world.awaitReached("preflight");
        drill.abort(new Abort("no", "sre"));
        letGoWhenCancelled("preflight");
        result(drill);

        assertThat(world.calls).doesNotContain("fence", "promote");
        assertThat(world.heals.getFirst().intent()).isNull();
    }

    @Test
    void abortAfterTheIntentToPromoteCompletesForwardBeforeItHeals() throws Exception {
        world.hold("promote");
        world.observeForEver = true;
        Drill drill = start("promote");
        world.awaitReached("promote");
        drill.abort(new Abort("no", "sre"));
        letGoWhenCancelled("promote");
        result(drill);

        assertThat(world.calls).containsSubsequence("promote", "repoint", "recreate", "verify", "heal");
        assertThat(world.heals.getFirst().intent()).isNotNull();
    }

    @Test
    void abortWhileObservingKeepsTheMeasurement() throws Exception {
        world.observeForEver = true;
        Drill drill = start("kill");
        await().until(() ->
                drill.state().phase() == Phase.OBSERVING && drill.injection().injection() != null);
        drill.abort(new Abort("enough", "sre"));

        assertThat(result(drill).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(world.rows.getFirst().observation()).isPresent();
    }

    @Test
    void abortIsRefusedWhenTheStackIsBeingRestored() throws Exception {
        world.hold("heal");
        Drill drill = start("kill");
        world.awaitReached("heal");

        assertThatThrownBy(() -> drill.abort(new Abort("late", "sre"))).isInstanceOf(WorkflowUpdateException.class);
        world.letGo("heal");
        assertThat(result(drill).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void cancelledWorkflowIsConcludedLikeAnAbortedOne() {
        world.observeForEver = true;
        Drill drill = start("kill");
        await().until(() -> drill.injection().injection() != null);
        WorkflowStub.fromTyped(drill).cancel();

        assertThatThrownBy(() -> result(drill)).isInstanceOf(WorkflowFailedException.class);
        assertThat(world.rows.getFirst().summary().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(world.heals).hasSize(1);
    }

    @Test
    void terminatedDrillIsHealedAndConcludedByItsLease() {
        world.observeForEver = true;
        Drill drill = start("kill");
        await().until(() -> drill.injection().injection() != null);
        WorkflowStub.fromTyped(drill).terminate("by a test");
        // The in-process server does not apply the parent close policy; the lab's tests show the real one.
        temporal.getWorkflowClient()
                .newUntypedWorkflowStub(StackLease.id("freesdn"))
                .cancel();

        await().atMost(Duration.ofSeconds(20)).until(() -> !world.concluded.isEmpty());
        assertThat(world.concluded).containsExactly("drill-1");
        assertThat(world.calls).containsSubsequence("inject", "heal", "conclude");
    }

    @Test
    void leaseThatIsTerminatedBeforeTheFaultStopsTheDrill() throws Exception {
        world.hold("baseline");
        Drill drill = start("kill");
        world.awaitReached("baseline");
        temporal.getWorkflowClient()
                .newUntypedWorkflowStub(StackLease.id("freesdn"))
                .terminate("by a test");
        world.letGo("baseline");

        assertThatThrownBy(() -> result(drill)).isInstanceOf(WorkflowFailedException.class);
        assertThat(world.calls).doesNotContain("inject");
    }

    @Test
    void leaseThatIsTerminatedAfterTheFaultIsTakenAnewAndHeals() {
        world.observeForEver = true;
        Drill drill = start("kill");
        await().until(() -> drill.injection().injection() != null);
        temporal.getWorkflowClient()
                .newUntypedWorkflowStub(StackLease.id("freesdn"))
                .terminate("by a test");
        world.observeForEver = false;
        DrillSummary summary = result(drill);

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.redundancyRestored()).isTrue();
        assertThat(world.rows.getFirst().has(DrillEvent.LeaseLost.class)).isTrue();
        assertThat(world.heals).hasSize(1);
        assertThat(world.heals.getFirst().undos()).hasSize(1);
    }

    @Test
    void promotionRunsItsStepsInOrderAndTellsTheLeaseItsIntent() {
        DrillSummary summary = result(start("promote"));

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(world.calls)
                .containsSubsequence(
                        "inject",
                        "preflight",
                        "fence",
                        "promote",
                        "repoint",
                        "recreate",
                        "refreshLoadBalancer",
                        "verify",
                        "recreate",
                        "awaitRunbook",
                        "heal");
        assertThat(world.heals.getFirst().intent()).isNotNull();
        assertThat(world.rows.getFirst().runbookSteps()).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "fence", "promote", "repoint", "recreate", "refreshLoadBalancer", "verify"})
    void runbookStepThatStopsFailsTheDrillAndHeals(String call) {
        world.observeForEver = true;
        world.fail(call, () -> Failures.refuse(Failures.RUNBOOK_STOPPED, call + " found a second primary"));

        DrillSummary summary = result(start("promote"));

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason()).contains(call + " found a second primary");
        assertThat(world.heals).hasSize(1);
        assertThat(world.heals.getFirst().intent() == null).isEqualTo(call.equals("preflight"));
    }

    @Test
    void checkTouchesNothing() {
        DrillRequest request = new DrillRequest("kill", null, null, null, null, true, null, null);
        Drill drill = stub(Drill.class, "check-1");
        WorkflowClient.start(drill::run, request);

        assertThat(result(drill).verdict()).isNull();
        assertThat(world.calls).containsExactly("pin", "guard");
    }

    @Test
    void promotionByItselfWaitsForItsApprovalAndMakesTheStackWhole() {
        PromotionRunbook runbook = startRunbook(true);
        await().until(() -> runbook.state().phase().startsWith("waiting"));
        assertThat(world.calls).doesNotContain("fence");
        runbook.approve(new Approval("dba", "incident 7"));
        PromotionResult result = WorkflowStub.fromTyped(runbook).getResult(PromotionResult.class);

        assertThat(result.promoted()).isNotNull();
        assertThat(result.steps()).hasSize(7);
        assertThat(world.heals.getFirst().intent()).isNotNull();
    }

    @Test
    void promotionThatNobodyApprovesTouchesNothing() {
        PromotionRunbook runbook = startRunbook(true);
        PromotionResult result = WorkflowStub.fromTyped(runbook).getResult(PromotionResult.class);

        assertThat(result.promoted()).isNull();
        assertThat(result.summary()).contains("nobody approved within PT15M");
        assertThat(world.calls).doesNotContain("fence", "heal");
    }

    @Test
    void firstOfApproveAndAbortWins() {
        PromotionRunbook runbook = startRunbook(true);
        await().until(() -> runbook.state().phase().startsWith("waiting"));
        runbook.abort(new Abort("not today", "dba"));

        assertThatThrownBy(() -> runbook.approve(new Approval("dba", "yes after all")))
                .isInstanceOf(Exception.class);
        assertThat(WorkflowStub.fromTyped(runbook)
                        .getResult(PromotionResult.class)
                        .promoted())
                .isNull();
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

    private PromotionRunbook startRunbook(boolean approval) {
        PromotionRunbook runbook = stub(PromotionRunbook.class, PromotionRunbook.id("freesdn"));
        WorkflowClient.start(runbook::run, new PromotionRequest("freesdn", approval, null, null, null));
        return runbook;
    }
}

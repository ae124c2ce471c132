package dev.hadrill.workflows.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Throwables;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateRun.Status;
import dev.hadrill.workflows.lease.Holder;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Run;
import dev.hadrill.workflows.schedule.Exclusions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.ChildWorkflowOptions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GateTest extends GateHarness {
    @Test
    void everyScenarioRunsRoundByRoundForTheReleaseAndTheVerdictIsPassed() {
        GateSummary summary = result(start(request(2, false)));

        assertThat(script.began).containsExactly(ID + "/kill-1", ID + "/promote-1", ID + "/kill-2", ID + "/promote-2");
        assertThat(script.requests).extracting(DrillRequest::release).containsOnly("26.08.2");
        assertThat(script.requests.getFirst().startedBy()).isEqualTo("gate %s of rm".formatted(ID));
        assertThat(children)
                .extracting(ChildWorkflowOptions::getStaticDetails)
                .containsOnly("Started by gate %s of rm.".formatted(ID));
        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.reason()).isEqualTo("4 of 4 drills PASSED");
        assertThat(summary.passed()).isEqualTo(4);
        assertThat(gates.rows)
                .singleElement()
                .satisfies(row -> assertThat(row.summary().verdict()).isEqualTo(Verdict.PASSED));
    }

    @Test
    void theMeasuredDrillsAreComparedWithWhatCameBefore() {
        script.ends.put("kill-2", "never");
        script.ends.put("promote-1", "inconclusive");
        start(new GateRequest("26.08.2", null, null, 2, "26.08.1", null, null, null, null));
        await().until(() -> !gates.rows.isEmpty());

        CompareRequest asked = gates.compared.getFirst();
        assertThat(asked.baseline()).isEqualTo("26.08.1");
        assertThat(asked.candidate().get("kill")).extracting(Run::recovered).containsExactly(true, false);
        assertThat(asked.candidate().get("kill").getLast().rtoSec()).isEqualTo(60.0);
        assertThat(asked.candidate().get("promote")).hasSize(1);
    }

    @Test
    void whatIsWorseThanTheBaselineFails() {
        gates.comparisons = List.of(new Comparison(
                "kill", Comparison.Outcome.WORSE, 5, 20, 2.1, 1.4, 3.0, 0.004, 0.008, "worse by 2.1 s [1.4, 3.0]"));

        GateSummary summary = result(start(request(1, false)));

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason()).isEqualTo("kill against the baseline: worse by 2.1 s [1.4, 3.0], p = 0.0080");
    }

    @Test
    void aDrillWhoseWorkflowFailsIsRecordedAndTheGateGoesOn() {
        script.ends.put("kill-1", "refused");

        GateSummary summary = result(start(request(1, false)));

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).isEqualTo("kill run 1 has no verdict: target: found no MASTER");
        assertThat(summary.passed()).isEqualTo(1);
        GateRun refused = gates.rows.getFirst().runs().getFirst();
        assertThat(refused.status()).isEqualTo(Status.ENDED);
        assertThat(refused.drillId()).isNotBlank();
    }

    @Test
    void aStackThatIsNotRedundantBeforeADrillEndsTheGate() {
        script.ends.put("promote-1", "degraded");

        GateSummary summary = result(start(request(3, false)));

        assertThat(script.began).hasSize(2);
        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason())
                .isEqualTo("promote run 1 has no verdict: redundancy: redis says no; target: found no MASTER;"
                        + " 4 of 6 drills were not run: promote run 1 was refused, stack freesdn is not redundant;"
                        + " run: hadrill restore freesdn");
    }

    @Test
    void aDrillThatNothingIsKnownOfEndsTheGate() {
        script.ends.put("kill-1", "broken");
        gates.nothingIsKnown = true;

        GateSummary summary = result(start(request(2, false)));

        assertThat(script.began).hasSize(1);
        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason())
                .contains(
                        "3 of 4 drills were not run: kill run 1 left no trace to tell the state of stack freesdn from");
    }

    @Test
    void aStackThatCannotBeMadeWholeEndsTheGate() {
        script.ends.put("promote-1", "wrecked");

        GateSummary summary = result(start(request(3, false)));

        assertThat(script.began).hasSize(2);
        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason())
                .contains("promote run 1 FAILED, redundancy not restored")
                .contains("4 of 6 drills were not run: stack freesdn could not be made whole after promote run 1;"
                        + " run: hadrill restore freesdn");
        assertThat(gates.rows.getFirst().runs().getLast().status()).isEqualTo(Status.NOT_RUN);
    }

    @Test
    void aStackInUseFailsTheGateAtOnceAndNothingIsKept() {
        script.ends.put("kill-1", "busy");

        assertThatThrownBy(() -> result(start(request(1, false))))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(failure -> {
                    ApplicationFailure busy = (ApplicationFailure) Throwables.getRootCause(failure);
                    assertThat(busy.getType()).isEqualTo(Failures.STACK_BUSY);
                    assertThat(busy.getOriginalMessage())
                            .isEqualTo("nothing was begun: stack freesdn is in use by drill-other");
                });
        assertThat(gates.rows).isEmpty();
        assertThat(gates.waitedForLease).isZero();
    }

    @Test
    void aScheduleSkipsAStackInUseAndTheHistorySaysWhoHadIt() {
        script.ends.put("kill-1", "busy");

        GateSummary summary =
                result(start(new GateRequest("26.08.2", null, null, 1, null, null, null, "schedule nightly", true)));

        assertThat(summary.verdict()).isNull();
        assertThat(summary.skippedBecause()).isEqualTo("nothing was begun: stack freesdn is in use by drill-other");
        assertThat(gates.rows).extracting(GateState::skippedBecause).containsExactly(summary.skippedBecause());
    }

    @Test
    void aSkippedGateThatIsBeingKeptCannotBeAborted() {
        script.ends.put("kill-1", "busy");
        gates.historyIsAwayFor.set(Integer.MAX_VALUE);
        ReleaseGate gate = start(new GateRequest("26.08.2", null, null, 1, null, null, null, null, true, null));
        await().until(() -> gate.state().skippedBecause() != null);

        assertThatThrownBy(() -> gate.abort(new Abort("late", "sre")))
                .satisfies(failure -> assertThat(Throwables.getStackTraceAsString(failure))
                        .contains("too late to abort: the drills have ended, the gate is REPORTING"));
        gates.historyIsAwayFor.set(0);
        assertThat(result(gate).skippedBecause()).isNotNull();
    }

    @Test
    void aGateThatComesLateIntoAnExclusionIsSkippedAndDrillsNothing() {
        Exclusions always = new Exclusions("UTC", List.of("2000-01-01..2100-12-31"));

        GateSummary summary = result(
                start(new GateRequest("26.08.2", null, null, 1, null, null, null, "schedule nightly", true, always)));

        assertThat(summary.verdict()).isNull();
        assertThat(summary.skippedBecause()).isEqualTo("excluded until 2101-01-01 00:00 UTC");
        assertThat(gates.rows)
                .singleElement()
                .satisfies(row -> assertThat(row.runs()).allMatch(run -> run.status() == Status.PLANNED));
    }

    @Test
    void aStackThatOnlyItsOwnLeaseStillHoldsIsWaitedFor() {
        script.ends.put("kill-2", "busy once");

        GateSummary summary = result(start(request(2, false)));

        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(gates.waitedForLease).isEqualTo(1);
        assertThat(summary.passed()).isEqualTo(4);
    }

    @Test
    void aStackThatSomebodyElseTookMeanwhileEndsTheGate() {
        script.ends.put("promote-1", "busy");
        gates.other = new Holder("drill-sre", Instant.EPOCH, "drill kill");

        GateSummary summary = result(start(request(2, false)));

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason())
                .isEqualTo("3 of 4 drills were not run: stack freesdn is in use by drill-sre (drill kill) since "
                        + Instant.EPOCH);
        assertThat(script.began).hasSize(2);
    }

    @Test
    void aHistoryThatIsAwayDelaysTheGateAndLosesNothing() {
        gates.historyIsAwayFor.set(8);

        assertThat(result(start(request(1, false))).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(gates.rows).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"release":"1","scenarios":["kill","nothing"]} | scenario 'nothing' does not exist in stack freesdn; there are: kill, promote
            {"release":"1","scenarios":"nothing"}          | scenario 'nothing' does not exist in stack freesdn
            {"release":"1","scenarios":[]}                 | scenarios must name one at least
            {"release":"1","scenarios":["kill","kill"]}    | scenarios must name each once
            {"release":"1","repeat":0}                     | repeat must be 1 to 60, was 0
            {"release":"1","repeat":61}                    | repeat must be 1 to 60, was 61
            {"release":"1","baseline":"1"}                 | baseline must be another release than the one under test
            {"release":"1","baseline":"unknown"}           | no drill of release unknown; there are: 26.08.1
            {"release":"1","approve_within":"-3s"}         | approve_within must be > 0
            {"release":" "}                                | release must be given
            {"release":"1","scenario":"kill"}              | Unrecognized field "scenario"
            {}                                             | release must be given
            """)
    void aBadRequestFailsAtOnceAndSaysWhatIsAllowed(String json, String line) throws Exception {
        WorkflowStub gate = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        "ReleaseGate",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HADRILL)
                                .build());
        gate.start(Json.mapper().readTree(json));

        assertThatThrownBy(() -> gate.getResult(GateSummary.class))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(failure ->
                        assertThat(Throwables.getStackTraceAsString(failure)).contains(line));
        assertThat(script.began).isEmpty();
    }

    /** The workers of these tests forget a workflow after each of its tasks: what goes on goes on from the history alone. */
    @Test
    void aGateWhoseWorkersForgetItAtEveryStepRunsNoDrillTwiceAndItsHistoryReplays() throws Exception {
        script.ends.put("kill-2", "refused");
        script.ends.put("promote-2", "busy once");

        GateSummary summary = result(start(request(3, false)));

        assertThat(summary.passed()).isEqualTo(5);
        assertThat(script.began).hasSize(7); // one was asked for twice: the stack was not free yet
        assertThat(gates.rows).hasSize(1);
        try (TestWorkflowEnvironment another = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(CLIENT)
                .build())) {
            Worker worker = another.newWorker(TaskQueues.HADRILL);
            worker.registerWorkflowImplementationTypes(ReleaseGateImpl.class);
            WorkflowReplayer.replayWorkflowExecution(
                    temporal.getWorkflowClient().fetchHistory(ID), worker);
        }
    }
}

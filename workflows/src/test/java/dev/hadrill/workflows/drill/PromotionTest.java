package dev.hadrill.workflows.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.RtoPhase;
import dev.hadrill.workflows.runbook.Approval;
import dev.hadrill.workflows.runbook.PromotionRequest;
import dev.hadrill.workflows.runbook.PromotionResult;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import dev.hadrill.workflows.runbook.StepDone;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promotion runbook, in a drill and by itself. */
@Timeout(60)
class PromotionTest extends DrillHarness {
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
    void promotionByItselfWaitsForItsApprovalAndMakesTheStackWhole() {
        PromotionRunbook runbook = startRunbook(true);
        await().until(() -> runbook.state().phase().startsWith("waiting"));
        assertThat(world.calls).doesNotContain("fence");
        runbook.approve(new Approval("dba", "incident 7"));
        PromotionResult result = WorkflowStub.fromTyped(runbook).getResult(PromotionResult.class);

        assertThat(result.promoted()).isNotNull();
        assertThat(result.steps()).hasSize(8);
        assertThat(result.steps().getFirst().detail()).isEqualTo("approved by dba: incident 7");
        assertThat(world.calls).doesNotContain("awaitRunbook"); // its own lease would wait for it for ever
        assertThat(world.heals.getFirst().intent()).isNotNull();
    }

    @Test
    void theDrillKnowsHowLongItWaitedForAPerson() {
        Drill drill = stub(Drill.class, "drill-1");
        WorkflowClient.start(
                drill::run, new DrillRequest("promote", null, null, null, null, null, true, null, "a test"));
        PromotionRunbook runbook =
                temporal.getWorkflowClient().newWorkflowStub(PromotionRunbook.class, PromotionRunbook.id("freesdn"));
        await().ignoreExceptions().until(() -> runbook.state().phase().startsWith("waiting"));
        runbook.approve(new Approval("dba", "incident 7"));
        result(drill);

        List<StepDone> steps = world.rows.getFirst().runbookSteps();
        assertThat(steps).extracting(StepDone::step).startsWith("approval", "fence", "promote");
        assertThat(steps.getFirst().ended().secondsSince(steps.getFirst().began()))
                .isNotNegative();
        assertThat(world.rows.getFirst().phases())
                .extracting(PhaseSpan::phase)
                .startsWith(RtoPhase.DETECTION, RtoPhase.APPROVAL);
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

    private PromotionRunbook startRunbook(boolean approval) {
        PromotionRunbook runbook = stub(PromotionRunbook.class, PromotionRunbook.id("freesdn"));
        WorkflowClient.start(runbook::run, new PromotionRequest("freesdn", approval, null, null, null));
        return runbook;
    }
}

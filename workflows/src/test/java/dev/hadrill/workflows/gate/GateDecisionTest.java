package dev.hadrill.workflows.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.base.Throwables;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.Approval.Answer;
import dev.hadrill.workflows.gate.GateState.Stage;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people say to a gate: approve, reject, abort, cancel, nothing. */
@Timeout(60)
class GateDecisionTest extends GateHarness {
    private static final Decision YES = new Decision("ann", "figures are fine");

    private ReleaseGate waiting() {
        ReleaseGate gate = start(request(1, true));
        await().until(() -> gate.state().stage() == Stage.AWAITING_APPROVAL);
        return gate;
    }

    @Test
    void whatPassedAndWasApprovedPassesInThatPersonsName() {
        ReleaseGate gate = waiting();

        assertThat(gate.approve(YES)).isEqualTo("approved by ann");

        GateSummary summary = result(gate);
        assertThat(summary.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(summary.reason()).isEqualTo("approved by ann: figures are fine; 2 of 2 drills PASSED");
        assertThat(summary.approval()).isEqualTo(Answer.APPROVED);
        assertThat(summary.approvedBy()).isEqualTo("ann");
        assertThat(summary.approvalReason()).isEqualTo("figures are fine");
    }

    @Test
    void whatIsRejectedFails() {
        ReleaseGate gate = waiting();
        gate.reject(new Decision("ann", "too close to the budget"));

        GateSummary summary = result(gate);

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason()).startsWith("rejected by ann: too close to the budget");
    }

    @Test
    void theFirstAnswerCounts() {
        ReleaseGate gate = waiting();
        gate.reject(new Decision("ann", "no"));

        assertThatThrownBy(() -> gate.approve(YES))
                .satisfies(failure -> assertThat(Throwables.getStackTraceAsString(failure))
                        .containsAnyOf("it was decided already", "already completed"));
        assertThat(result(gate).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aDeadlineThatPassesIsInconclusive() {
        GateSummary summary = result(start(request(1, true)));

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).startsWith("nobody approved within PT24H");
        assertThat(summary.approval()).isEqualTo(Answer.MISSING);
        assertThat(summary.approvedBy()).isNull();
    }

    @Test
    void whatFailedIsNotAskedAboutAndCannotBeApproved() {
        script.ends.put("kill-1", "slow");
        ReleaseGate gate = start(request(1, true));
        GateSummary summary = result(gate);

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.approval()).isNull();
        assertThat(gate.state().approval()).isNull();
    }

    @Test
    void anApprovalBeforeTheDrillsHaveEndedIsRefused() {
        script.ends.put("promote-1", "waits");
        ReleaseGate gate = start(request(2, true));
        await().until(() -> script.began.size() == 2);

        assertRefused(
                () -> gate.approve(YES), "the drills have not ended: the gate is DRILLING, 2 of 4 drills are left");
        gate.abort(new Abort("enough", "sre"));
        result(gate);
    }

    @Test
    void anApprovalThatNobodyAskedForIsRefused() {
        script.ends.put("kill-1", "waits");
        ReleaseGate gate = start(request(1, false));
        await().until(() -> !script.began.isEmpty());

        assertRefused(() -> gate.approve(YES), "this gate asks for no approval");
        gate.abort(new Abort("enough", "sre"));
        result(gate);
    }

    @Test
    void anAbortEndsTheDrillThatRunsByItsOwnAbortAndTheGateAndKeepsWhatWasMeasured() {
        script.ends.put("promote-1", "waits");
        ReleaseGate gate = start(request(2, false));
        await().until(() -> gate.state().runs().get(1).status() == GateRun.Status.RUNNING);

        assertThat(gate.abort(new Abort("lunch", "sre"))).isEqualTo("promote run 1: aborting");

        GateSummary summary = result(gate);
        assertThat(gates.aborted).containsExactly(ID + "/promote-1");
        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason())
                .isEqualTo("promote run 1 INCONCLUSIVE: aborted by sre; aborted by sre: lunch;"
                        + " 2 of 4 drills were not run: aborted");
        assertThat(gates.rows).hasSize(1);
        assertThat(gates.compared.getFirst().candidate().get("kill")).hasSize(1);
    }

    @Test
    void anAbortThatCannotReachTheDrillCancelsIt() {
        script.ends.put("kill-1", "waits");
        gates.abortFails = true;
        ReleaseGate gate = start(request(1, false));
        await().until(() -> gate.state().runs().getFirst().status() == GateRun.Status.RUNNING);

        assertThat(gate.abort(new Abort("lunch", "sre"))).contains("kill run 1 was cancelled");

        GateSummary summary = result(gate);
        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).contains("kill run 1 has no verdict: the drill was cancelled");
    }

    @Test
    void anAbortWhileItWaitsForAPersonEndsTheGate() {
        ReleaseGate gate = waiting();
        gate.abort(new Abort("withdrawn", "rm"));

        GateSummary summary = result(gate);

        assertThat(summary.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(summary.reason()).isEqualTo("aborted by rm: withdrawn");
    }

    @Test
    void aCancelledGateCancelsItsDrillAndKeepsWhatWasMeasured() {
        script.ends.put("kill-1", "waits");
        ReleaseGate gate = start(request(1, false));
        await().until(() -> gate.state().runs().getFirst().status() == GateRun.Status.RUNNING);
        WorkflowStub.fromTyped(gate).cancel();

        assertThatThrownBy(() -> result(gate)).isInstanceOf(WorkflowFailedException.class);

        assertThat(gates.rows).singleElement().satisfies(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(row.summary().reason())
                    .contains("aborted by a Temporal client: the workflow was cancelled", "1 of 2 drills were not run");
        });
    }

    @Test
    void whileItWaitsTheUiSaysForWhatAndUntilWhen() {
        ReleaseGate gate = waiting();

        assertThat(GateDetails.markdown(gate.state()))
                .contains("AWAITING_APPROVAL: release 26.08.2 on freesdn", "Waits for an approval until", "| PASSED |");
        gate.approve(YES);
        result(gate);
        assertThat(GateDetails.markdown(gate.state())).contains("## PASSED", "hadrill report", "approved by ann");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatThrownBy(call)
                .satisfies(failure ->
                        assertThat(Throwables.getStackTraceAsString(failure)).contains(why));
    }
}

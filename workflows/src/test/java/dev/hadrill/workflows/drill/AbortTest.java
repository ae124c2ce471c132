package dev.hadrill.workflows.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.lease.StackLease;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aborted, cancelled and terminated drills, and leases that are ended from outside. */
@Timeout(60)
class AbortTest extends DrillHarness {
    /** The in-process server loses a workflow task that cancels an activity just as it completes. */
    private void letGoWhenCancelled(String call) {
        String workflow = call.equals("preflight") ? PromotionRunbook.id("freesdn") : "drill-1";
        await().until(() -> temporal.getWorkflowClient().fetchHistory(workflow).getHistory().getEventsList().stream()
                .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED));
        world.letGo(call);
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
                drill.state().stage() == Stage.OBSERVING && drill.injection().injection() != null);
        drill.abort(new Abort("enough", "sre"));

        assertThat(result(drill).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(world.rows.getFirst().observation()).isPresent();
    }

    @Test
    void whatAnAbortCutShortIsNoMeasurementAlsoWhereItFailedForTheStackThatItLeft() {
        world.observeForEver = true;
        world.whole = false;
        Drill drill = start("kill");
        await().until(() ->
                drill.state().stage() == Stage.OBSERVING && drill.injection().injection() != null);
        drill.abort(new Abort("enough", "sre"));

        DrillSummary summary = result(drill);

        assertThat(summary.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(summary.reason()).startsWith("redundancy not restored: ").endsWith("; aborted by sre: enough");
        assertThat(summary.rtoLoSec()).isNotNull();
        assertThat(summary.rtoSec()).isNull();
        assertThat(summary.machineRtoSec()).isNull();
        assertThat(summary.recovered()).as("nobody looked to the end").isNull();
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
}

package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.lease.StackLease;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Worker and drill die in the middle; the drill completes or is concluded, and the stack is whole. */
@Tag("lab")
class DeathsTest {
    @RegisterExtension
    final WholeLab lab = new WholeLab();

    private final Product product = lab.product();
    private final String id = "test-" + UUID.randomUUID();

    @Test
    void workerKilledRightAfterTheFaultIsReplacedAndTheDrillCompletes() throws Exception {
        start("redis_kill");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> product.drill(id).injection().injection() != null);
        kill(id, "Observation.Observe");

        assertCompletedOnceAndConclusive();
    }

    @Test
    void workerKilledDuringThePromotionIsReplacedAndTheDrillCompletes() throws Exception {
        start("primary_kill");
        killWhenIn(PromotionRunbook.id("freesdn"), "Runbook.Recreate");

        assertCompletedOnceAndConclusive();
    }

    @Test
    void workerKilledDuringTheRestoreIsReplacedAndTheStackIsWhole() throws Exception {
        start("primary_kill");
        killWhenIn(StackLease.id("freesdn"), "Lease.Heal");

        assertCompletedOnceAndConclusive();
    }

    @Test
    void terminatedDrillIsHealedAndConcludedOnceWithEvidence() {
        start("redis_kill");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> product.drill(id).injection().injection() != null);
        WorkflowStub.fromTyped(product.drill(id)).terminate("by a test");

        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> leaseEnded());
        DrillSummary kept = product.keptAs(id);
        assertThat(kept.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(kept.redundancyRestored()).isTrue();
        assertThat(product.rows("drill", kept.drillId())).isOne();
        assertThat(product.rows("drill_evidence", kept.drillId())).isPositive();
    }

    private void start(String scenario) {
        product.start(id, scenario);
    }

    private void killWhenIn(String workflowId, String activity) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions() // the child workflow is not there yet
                .until(() -> product.workerOf(workflowId, activity).isPresent());
        kill(workflowId, activity);
    }

    private void kill(String workflowId, String activity) {
        ProcessHandle worker = product.workerOf(workflowId, activity).orElseThrow();
        assertThat(worker.destroyForcibly()).isTrue();
    }

    private void assertCompletedOnceAndConclusive() throws TimeoutException {
        DrillSummary summary =
                WorkflowStub.fromTyped(product.drill(id)).getResult(5, TimeUnit.MINUTES, DrillSummary.class);
        assertThat(summary.verdict()).as(summary.toString()).isEqualTo(Verdict.PASSED);
        assertThat(summary.redundancyRestored()).isTrue();
        assertThat(product.rows("drill", summary.drillId())).isOne();
        System.out.println(summary.reason());
    }

    private boolean leaseEnded() {
        return product.describe(StackLease.id("freesdn"))
                        .getWorkflowExecutionInfo()
                        .getStatus()
                != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }
}

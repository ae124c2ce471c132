package dev.hadrill.workflows.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.Verdict;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers die, the gate does not. */
@Timeout(60)
class GateResumeTest extends GateHarness {
    @Override
    boolean skipsTime() {
        return false;
    }

    @Test
    void aGateGoesOnWhereItWasWhenItsWorkerDiesAndNoDrillRunsTwice() throws Exception {
        script.ends.put("kill-2", "held");
        ReleaseGate gate = start(request(2, false));
        await().until(() -> script.began.size() == 3);

        temporal.getWorkerFactory().shutdownNow();
        temporal.getWorkerFactory().awaitTermination(10, TimeUnit.SECONDS);
        WorkerFactory second = anotherWorker();
        try {
            temporal.getWorkflowClient()
                    .newWorkflowStub(Drill.class, ID + "/kill-2")
                    .ledgerReady(Stamp.now());
            assertThat(result(gate).verdict()).isEqualTo(Verdict.PASSED);
        } finally {
            second.shutdownNow();
        }
        assertThat(script.began).hasSize(4).doesNotHaveDuplicates();
        WorkflowReplayer.replayWorkflowExecution(
                temporal.getWorkflowClient().fetchHistory(ID).toJson(true), ReleaseGateImpl.class);
    }
}

package dev.hadrill.starter.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateRequest;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateFollowerTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final TestWorkflowEnvironment environment =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setUseTimeskipping(false)
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(Json.dataConverter())
                            .build())
                    .build());
    private final Engine engine = new Engine(environment.getWorkflowClient(), "a test");

    @BeforeEach
    void start() {
        environment.newWorker(TaskQueues.HADRILL).registerWorkflowImplementationTypes(ScriptedGate.class);
        environment.start();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void whereNobodyWatchesEveryDrillIsALineAtItsBeginAndItsEnd() {
        GateEnd end = follower("passes", false).await();

        assertThat(end.summary()).isNotNull().extracting("verdict").isEqualTo(Verdict.PASSED);
        assertThat(text().lines())
                .contains(
                        "  1/2  redis_kill run 1  began, workflow w/redis_kill-1",
                        "  1/2  redis_kill run 1  PASSED  RTO 5.2 s",
                        "  2/2  redis_kill run 2  no verdict: guard refused");
    }

    @Test
    void onATerminalTheScenariosAreATableThatIsReplaced() {
        follower("passes", true).await();

        assertThat(text())
                .containsPattern("scenario +ended +passed")
                .containsPattern("redis_kill +0/2 +0 +0 +0")
                .contains("\u001b[1A\u001b[2K");
        assertThat(text()).endsWith("\u001b[2K");
    }

    @Test
    void whoMustApproveIsToldHow() {
        follower("asks", false).await();

        assertThat(text()).contains("waits for an approval until", "hadrill gate --approve w --by NAME --reason TEXT");
    }

    @Test
    void aGateThatFailsSaysWhy() {
        GateEnd end = follower("busy", false).await();

        assertThat(end.failure()).isEqualTo("nothing was begun: stack freesdn is in use by drill-x");
    }

    @Test
    void ctrlCAbortsTheGate() {
        GateFollower follower = follower("waits", false);
        Thread.ofVirtual().start(() -> {
            await().until(() -> follower.known() != null);
            follower.pressed();
        });

        assertThat(follower.await().summary()).isNotNull().extracting("verdict").isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(text()).contains("aborting ...", "aborted");
    }

    private GateFollower follower(String release, boolean live) {
        return new GateFollower(
                engine,
                engine.start(
                        "ReleaseGate",
                        "gate-" + release,
                        "a gate",
                        "of a test",
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
                        GateRequest.of(release)),
                new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), live),
                new StopKeys(false));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

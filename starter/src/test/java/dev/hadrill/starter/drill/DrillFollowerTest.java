package dev.hadrill.starter.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrillFollowerTest {
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
        environment.newWorker(TaskQueues.HADRILL).registerWorkflowImplementationTypes(ScriptedDrill.class);
        environment.start();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void inAPipeEveryStepIsALineAndTheResultComesLast() {
        DrillEnd end = follower(false, "passes").await();

        assertThat(Objects.requireNonNull(end.summary()).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(printed())
                .containsSubsequence(
                        "starting   passes on stack freesdn: budget 20 s, seen through http://127.0.0.1/ready",
                        "guarding   holds stack/freesdn",
                        "observing  fault sent to freesdn-redis")
                .doesNotContain("\u001b");
    }

    @Test
    void onATerminalOneLineIsRedrawn() {
        follower(true, "passes").await();

        assertThat(printed()).contains("\r\u001b[2K").containsPattern("\\d\\.\\d s  observing");
    }

    @Test
    void aRefusedDrillEndsWithTheLineOfTheGuardAlone() {
        DrillEnd end = follower(false, "refused").await();

        assertThat(end.summary()).isNull();
        assertThat(end.failure()).isEqualTo("lb_address: 203.0.113.8 is public");
    }

    @Test
    void aSignalInAPipeAbortsAndWaitsForTheEnd() {
        DrillFollower follower = follower(false, "waits");
        CompletableFuture<DrillEnd> end = CompletableFuture.supplyAsync(follower::await);
        await().until(() -> follower.known() != null);

        follower.pressed();

        assertThat(end.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .summary())
                .satisfies(summary ->
                        assertThat(Objects.requireNonNull(summary).verdict()).isEqualTo(Verdict.INCONCLUSIVE));
        assertThat(printed()).contains("aborting ...", "aborted by");
    }

    @Test
    void aTerminatedDrillIsSaidToHealByItself() {
        WorkflowStub drill = start("waits");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> engine.state(drill, DrillState.class).isPresent());
        drill.terminate("by a test");

        assertThat(following(false, drill).await().failure()).contains("terminated from outside", "hadrill history");
    }

    private DrillFollower follower(boolean live, String scenario) {
        return following(live, start(scenario));
    }

    private DrillFollower following(boolean live, WorkflowStub drill) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new DrillFollower(engine, drill, new Terminal(out, live), new StopKeys(false), StopWords.OF_A_DRILL);
    }

    private WorkflowStub start(String scenario) {
        return engine.start(
                "Drill",
                DrillName.next("drill", scenario),
                "a drill",
                "of a test",
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
                DrillRequest.of(scenario));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

package dev.hadrill.starter.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.runbook.Approval;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.runbook.PromotionRequest;
import dev.hadrill.workflows.runbook.PromotionResult;
import dev.hadrill.workflows.runbook.PromotionRunbook;
import dev.hadrill.workflows.runbook.PromotionState;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.Role;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunbookFollowerTest {
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
        environment.newWorker(TaskQueues.HADRILL).registerWorkflowImplementationTypes(ScriptedRunbook.class);
        environment.start();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void whatWouldBePromotedIsKnownBeforeItIsApprovedAndEveryStepIsALine() {
        RunbookFollower follower = follower();

        assertThat(follower.awaitPreflight().map(found -> found.standby().service()))
                .contains("postgres-standby");
        follower.approve(new Approval("me", "a test"));

        assertThat(follower.await().summary()).isEqualTo("promoted, approved by me");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("waiting", "Fence postgres: killed");
    }

    @Test
    void whoRunsItAgainJoinsTheOneThatWaits() {
        RunbookFollower first = follower();
        first.awaitPreflight();

        follower().abort("on second thoughts");

        assertThat(first.await().promoted()).isNull();
        assertThatThrownBy(() -> first.approve(new Approval("me", "too late"))).hasMessageContaining("not approved");
    }

    private RunbookFollower follower() {
        return new RunbookFollower(
                engine,
                engine.start(
                        "PromotionRunbook",
                        PromotionRunbook.id("freesdn"),
                        "a promotion",
                        "of a test",
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
                        new PromotionRequest("freesdn", true, null, null, null)),
                new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false),
                new StopKeys(false));
    }

    /** A runbook without a database. */
    public static final class ScriptedRunbook implements PromotionRunbook {
        private final List<StepDone> steps = new ArrayList<>();
        private @Nullable Approval approval;
        private @Nullable Abort aborted;

        @Override
        public PromotionResult run(PromotionRequest request) {
            Workflow.await(() -> approval != null || aborted != null);
            Approval given = approval;
            if (given == null) {
                return new PromotionResult(null, steps, "nothing was touched");
            }
            Stamp now = Stamp.approximate(Workflow.currentTimeMillis());
            steps.add(new StepDone("Fence postgres", now, now, "killed"));
            return new PromotionResult(found(), steps, "promoted, approved by " + given.by());
        }

        @Override
        public String approve(Approval given) {
            approval = given;
            return "approved by " + given.by();
        }

        @Override
        public void validateApprove(Approval given) {}

        @Override
        public String abort(Abort abort) {
            aborted = abort;
            return "aborted";
        }

        @Override
        public void validateAbort(Abort abort) {}

        @Override
        public PromotionState state() {
            return new PromotionState("waiting", found(), approval, steps);
        }

        private static Promotion found() {
            return new Promotion(
                    "postgres",
                    new Member("postgres", "postgres", "freesdn-postgres", "a", "t", "no", Role.DOWN),
                    new Member("postgres", "postgres-standby", "freesdn-standby", "b", "t", "no", Role.STANDBY),
                    1,
                    "0/3000060",
                    "7");
        }
    }
}

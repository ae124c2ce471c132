package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule of docs/upgrading.md at work, on a real server: workers of an old shape are replaced while a plan runs. */
class WorkerUpgradeTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static TestWorkflowEnvironment temporal;
    private final Steps steps = new Steps();

    @BeforeAll
    static void start() throws IOException {
        temporal = DevServer.start(folder);
    }

    @AfterAll
    static void stop() {
        temporal.close();
    }

    @Test
    void aPlanBegunBeforeAnUpgradeEndsAsItBeganAndTheNextOneHasTheNewStep() {
        WorkerFactory old = work(OldPlan.class);
        Plan begun = begin("begun before");
        Awaitility.await().atMost(SOON).until(() -> steps.done.contains("fence"));
        end(old);

        WorkerFactory upgraded = work(UpgradedPlan.class);
        begun.goOn();
        assertThat(result("begun before")).isEqualTo("fence, promote");
        Plan next = begin("begun after");
        next.goOn();
        assertThat(result("begun after")).isEqualTo("fence, checkpoint, promote");
        end(upgraded);
    }

    /** So that the rule is known to be needed: the same step without a version is refused by what the old build left. */
    @Test
    void aStepThatIsAddedWithoutAVersionIsFoundByReplayingWhatTheOldBuildLeft() throws Exception {
        WorkerFactory old = work(OldPlan.class);
        begin("whole").goOn();
        result("whole");
        WorkflowExecutionHistory left = temporal.getWorkflowClient().fetchHistory("whole");
        end(old);

        WorkflowReplayer.replayWorkflowExecution(left, UpgradedPlan.class);
        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(left, CarelessPlan.class))
                .hasStackTraceContaining("TMPRL1100");
    }

    private WorkerFactory work(Class<?> build) {
        WorkerFactory factory = WorkerFactory.newInstance(
                temporal.getWorkflowClient(),
                WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build()); // each task from the history
        Worker worker = factory.newWorker("plans");
        worker.registerWorkflowImplementationTypes(build);
        worker.registerActivitiesImplementations(steps);
        factory.start();
        return factory;
    }

    private static void end(WorkerFactory factory) {
        factory.shutdown(); // what it has begun to report is reported
        factory.awaitTermination(SOON.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(factory.isTerminated()).isTrue();
    }

    private static Plan begin(String id) {
        Plan plan = temporal.getWorkflowClient()
                .newWorkflowStub(
                        Plan.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue("plans")
                                .setWorkflowId(id)
                                .build());
        WorkflowClient.start(plan::run);
        return plan;
    }

    private static String result(String id) {
        try {
            return temporal.getWorkflowClient()
                    .newUntypedWorkflowStub(id)
                    .getResult(60, TimeUnit.SECONDS, String.class);
        } catch (TimeoutException e) {
            throw new AssertionError(id + " has not ended", e);
        }
    }

    @WorkflowInterface
    public interface Plan {
        @WorkflowMethod
        String run();

        @SignalMethod
        void goOn();
    }

    @ActivityInterface
    public interface Step {
        String take(String name);
    }

    public static final class Steps implements Step {
        private final List<String> done = new CopyOnWriteArrayList<>();

        @Override
        public String take(String name) {
            done.add(name);
            return name;
        }
    }

    abstract static class AnyPlan implements Plan {
        private final Step step = Workflow.newActivityStub(
                Step.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(5))
                        .build());
        private boolean on;

        @Override
        public String run() {
            String first = step.take("fence");
            Workflow.await(() -> on);
            return first + between() + ", " + step.take("promote");
        }

        @Override
        public void goOn() {
            on = true;
        }

        abstract String between();

        String checkpoint() {
            return ", " + step.take("checkpoint");
        }
    }

    public static final class OldPlan extends AnyPlan {
        @Override
        String between() {
            return "";
        }
    }

    /** The version is asked for where the plan begins: what had begun without it has none. */
    public static final class UpgradedPlan extends AnyPlan {
        private int version = Workflow.DEFAULT_VERSION;

        @Override
        public String run() {
            version = Workflow.getVersion("checkpoint before promotion", Workflow.DEFAULT_VERSION, 1);
            return super.run();
        }

        @Override
        String between() {
            return version < 1 ? "" : checkpoint();
        }
    }

    public static final class CarelessPlan extends AnyPlan {
        @Override
        String between() {
            return checkpoint();
        }
    }
}

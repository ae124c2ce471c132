package dev.hadrill.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.drill.DrillImpl;
import dev.hadrill.workflows.drill.WatchImpl;
import dev.hadrill.workflows.lease.StackLeaseImpl;
import dev.hadrill.workflows.runbook.PromotionRunbookImpl;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule of docs/upgrading.md: what runs while workers are replaced goes on with the new ones. */
class UpgradeTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    static Stream<Path> recorded() throws IOException {
        return ReplayTest.recorded().stream();
    }

    /** The old build died at each of its steps in turn; this build reads what it left and goes on. */
    @ParameterizedTest
    @MethodSource("recorded")
    void whatAnOlderBuildBeganIsTakenOverAtAnyOfItsSteps(Path recording) throws Exception {
        WorkflowExecutionHistory whole = WorkflowExecutionHistory.fromJson(Files.readString(recording));
        List<HistoryEvent> events = whole.getEvents();
        List<Integer> steps = IntStream.range(0, events.size())
                .filter(i -> events.get(i).getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
                .boxed()
                .toList();
        assertThat(steps).hasSizeGreaterThan(1);
        try (TestWorkflowEnvironment temporal = environment()) {
            Worker worker = temporal.newWorker(TaskQueues.HADRILL);
            worker.registerWorkflowImplementationTypes(
                    DrillImpl.class, WatchImpl.class, StackLeaseImpl.class, PromotionRunbookImpl.class);
            for (int step : steps) {
                History begun = History.newBuilder()
                        .addAllEvents(events.subList(0, step + 1))
                        .build();
                WorkflowReplayer.replayWorkflowExecution(new WorkflowExecutionHistory(begun), worker);
            }
        }
    }

    @Test
    void aPlanBegunBeforeAnUpgradeEndsAsItBeganAndTheNextOneHasTheNewStep() {
        try (TestWorkflowEnvironment temporal = environment()) {
            Steps steps = new Steps();
            WorkerFactory old = work(temporal, OldPlan.class, steps);
            Plan begun = begin(temporal, "begun before");
            Awaitility.await().atMost(SOON).until(() -> steps.done.contains("fence"));
            end(old);

            WorkerFactory upgraded = work(temporal, UpgradedPlan.class, steps);
            begun.goOn();
            assertThat(result(temporal, "begun before")).isEqualTo("fence, promote");
            Plan next = begin(temporal, "begun after");
            next.goOn();
            assertThat(result(temporal, "begun after")).isEqualTo("fence, checkpoint, promote");
            end(upgraded);
        }
    }

    /** So that the rule is known to be needed: the same step without a version is refused by what the old build left. */
    @Test
    void aStepThatIsAddedWithoutAVersionIsFoundByReplayingWhatTheOldBuildLeft() throws Exception {
        try (TestWorkflowEnvironment temporal = environment()) {
            Steps steps = new Steps();
            WorkerFactory old = work(temporal, OldPlan.class, steps);
            begin(temporal, "whole").goOn();
            result(temporal, "whole");
            WorkflowExecutionHistory left = temporal.getWorkflowClient().fetchHistory("whole");
            end(old);

            WorkflowReplayer.replayWorkflowExecution(left, UpgradedPlan.class);
            assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(left, CarelessPlan.class))
                    .hasStackTraceContaining("TMPRL1100");
        }
    }

    private static TestWorkflowEnvironment environment() {
        return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Json.dataConverter())
                        .build())
                .build());
    }

    private static WorkerFactory work(TestWorkflowEnvironment temporal, Class<?> build, Steps steps) {
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

    private static Plan begin(TestWorkflowEnvironment temporal, String id) {
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

    private static String result(TestWorkflowEnvironment temporal, String id) {
        try {
            return temporal.getWorkflowClient()
                    .newUntypedWorkflowStub(id)
                    .getResult(20, TimeUnit.SECONDS, String.class);
        } catch (TimeoutException e) {
            List<EventType> events = temporal.getWorkflowClient().fetchHistory(id).getEvents().stream()
                    .map(HistoryEvent::getEventType)
                    .toList();
            throw new AssertionError(id + " has not ended: " + events, e);
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

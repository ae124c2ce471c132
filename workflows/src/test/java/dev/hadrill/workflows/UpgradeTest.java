package dev.hadrill.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.drill.DrillImpl;
import dev.hadrill.workflows.drill.WatchImpl;
import dev.hadrill.workflows.gate.ReleaseGateImpl;
import dev.hadrill.workflows.lease.StackLeaseImpl;
import dev.hadrill.workflows.runbook.PromotionRunbookImpl;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule of docs/upgrading.md: what runs while workers are replaced goes on with the new ones. */
class UpgradeTest {
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
            Worker worker = worker(temporal);
            for (int step : steps) {
                History begun = History.newBuilder()
                        .addAllEvents(events.subList(0, step + 1))
                        .build();
                WorkflowReplayer.replayWorkflowExecution(new WorkflowExecutionHistory(begun), worker);
            }
        }
    }

    /** A newer build's worker did the activities and sent the signals while this one runs the workflow. */
    @ParameterizedTest
    @MethodSource("recorded")
    void whatANewerBuildTellsIsReadAndTheFieldsOfItThatAreNotKnownAreSkipped(Path recording) throws Exception {
        NewerBuild newer = new NewerBuild();
        WorkflowExecutionHistory told = newer.tells(Files.readString(recording));
        assertThat(newer.fields()).isGreaterThan(20);
        try (TestWorkflowEnvironment temporal = environment()) {
            WorkflowReplayer.replayWorkflowExecution(told, worker(temporal));
        }
    }

    private static Worker worker(TestWorkflowEnvironment temporal) {
        Worker worker = temporal.newWorker(TaskQueues.HADRILL);
        worker.registerWorkflowImplementationTypes(
                DrillImpl.class,
                WatchImpl.class,
                StackLeaseImpl.class,
                PromotionRunbookImpl.class,
                ReleaseGateImpl.class);
        return worker;
    }

    private static TestWorkflowEnvironment environment() {
        return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Json.dataConverter())
                        .build())
                .build());
    }
}

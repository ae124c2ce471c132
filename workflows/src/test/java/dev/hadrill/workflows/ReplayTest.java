package dev.hadrill.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.drill.DrillImpl;
import dev.hadrill.workflows.drill.WatchImpl;
import dev.hadrill.workflows.gate.ReleaseGateImpl;
import dev.hadrill.workflows.lease.StackLeaseImpl;
import dev.hadrill.workflows.runbook.PromotionRunbookImpl;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of real drills, recorded with {@code temporal workflow show --output json}, still replay. */
class ReplayTest {
    static List<Path> recorded() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/histories"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedHistoryReplays(Path history) throws Exception {
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Json.dataConverter())
                        .build())
                .build())) {
            Worker worker = temporal.newWorker(TaskQueues.HADRILL);
            worker.registerWorkflowImplementationTypes(
                    DrillImpl.class,
                    WatchImpl.class,
                    StackLeaseImpl.class,
                    PromotionRunbookImpl.class,
                    ReleaseGateImpl.class);

            WorkflowReplayer.replayWorkflowExecution(
                    WorkflowExecutionHistory.fromJson(Files.readString(history)), worker);
        }
    }

    @Test
    void everyWorkflowTypeIsRecorded() throws IOException {
        assertThat(recorded().stream().map(path -> path.getFileName().toString()))
                .anyMatch(name -> name.startsWith("drill-"))
                .anyMatch(name -> name.startsWith("watch-"))
                .anyMatch(name -> name.startsWith("gate-"))
                .anyMatch(name -> name.startsWith("lease-"))
                .anyMatch(name -> name.startsWith("runbook-"));
    }
}

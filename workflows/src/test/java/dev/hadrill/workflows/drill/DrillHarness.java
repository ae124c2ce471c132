package dev.hadrill.workflows.drill;

import com.google.common.base.Throwables;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.FakeLedger;
import dev.hadrill.workflows.FakeWorld;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.lease.StackLeaseImpl;
import dev.hadrill.workflows.runbook.PromotionRunbookImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The three workflows on an in-process Temporal, over a fake world. */
abstract class DrillHarness {
    final FakeWorld world = new FakeWorld();
    final FakeLedger ledger = new FakeLedger(world);
    TestWorkflowEnvironment temporal;

    @BeforeEach
    void start() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Json.dataConverter())
                        .build());
        for (SearchAttributeKey<?> key : List.of(
                Attributes.STACK, Attributes.SCENARIO, Attributes.RELEASE, Attributes.VERDICT, Attributes.RTO_MS)) {
            options.registerSearchAttribute(key.getName(), key.getValueType());
        }
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        Worker worker = temporal.newWorker(TaskQueues.HADRILL, workerOptions().build());
        worker.registerWorkflowImplementationTypes(
                WorkflowImplementationOptions.newBuilder()
                        .setFailWorkflowExceptionTypes(DataConverterException.class)
                        .build(),
                DrillImpl.class,
                WatchImpl.class,
                PromotionRunbookImpl.class);
        worker.registerWorkflowImplementationTypes(StackLeaseImpl.class);
        worker.registerActivitiesImplementations(world, ledger);
        temporal.start();
    }

    WorkerOptions.Builder workerOptions() {
        return WorkerOptions.newBuilder().setMaxHeartbeatThrottleInterval(Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    <W> W stub(Class<W> type, String id) {
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HADRILL)
                                .setWorkflowId(id)
                                .build());
    }

    Drill start(String scenario) {
        Drill drill = stub(Drill.class, "drill-1");
        WorkflowClient.start(drill::run, DrillRequest.of(scenario));
        return drill;
    }

    static DrillSummary result(Drill drill) {
        return WorkflowStub.fromTyped(drill).getResult(DrillSummary.class);
    }

    static String failureType(Throwable failure) {
        return Throwables.getCausalChain(failure).stream()
                .filter(ApplicationFailure.class::isInstance)
                .map(cause -> ((ApplicationFailure) cause).getType())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no application failure in " + failure, failure));
    }

    static String rootMessage(Throwable failure) {
        return Throwables.getRootCause(failure).getMessage();
    }
}

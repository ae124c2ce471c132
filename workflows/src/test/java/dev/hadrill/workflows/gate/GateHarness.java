package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.ActivityStubs;
import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.FakeWorld;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.Drill;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The gate on an in-process Temporal, over drills that end as a script says. The workers remember no workflow: each task
 * replays it from its beginning, as after a restart.
 */
abstract class GateHarness {
    static final WorkflowClientOptions CLIENT = WorkflowClientOptions.newBuilder()
            .setDataConverter(Json.dataConverter())
            .build();

    static final String ID = ReleaseGate.id("freesdn", "26.08.2");

    final FakeWorld world = new FakeWorld();
    final FakeGate gates = new FakeGate();
    final FakeDrill.Script script = new FakeDrill.Script();

    /** How each child was started, again at every replay. */
    final List<ChildWorkflowOptions> children = new CopyOnWriteArrayList<>();

    TestWorkflowEnvironment temporal;

    @BeforeEach
    void start() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(0)
                        .setWorkerInterceptors(new Listening())
                        .build())
                .setWorkflowClientOptions(CLIENT);
        for (SearchAttributeKey<?> key : List.of(Attributes.STACK, Attributes.RELEASE, Attributes.VERDICT)) {
            options.registerSearchAttribute(key.getName(), key.getValueType());
        }
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        register(temporal.newWorker(TaskQueues.HADRILL));
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    /** The in-process server keeps no summary and no details of a child. */
    private final class Listening extends WorkerInterceptorBase {
        @Override
        public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
            return new WorkflowInboundCallsInterceptorBase(next) {
                @Override
                public void init(WorkflowOutboundCallsInterceptor outbound) {
                    super.init(new WorkflowOutboundCallsInterceptorBase(outbound) {
                        @Override
                        public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
                            children.add(input.getOptions());
                            return super.executeChildWorkflow(input);
                        }
                    });
                }
            };
        }
    }

    private void register(Worker worker) {
        WorkflowImplementationOptions options = WorkflowImplementationOptions.newBuilder()
                .setFailWorkflowExceptionTypes(DataConverterException.class)
                .build();
        worker.registerWorkflowImplementationTypes(options, ReleaseGateImpl.class);
        worker.registerWorkflowImplementationFactory(Drill.class, () -> new FakeDrill(script), options);
        worker.registerActivitiesImplementations(world, gates);
    }

    ReleaseGate start(GateRequest request) {
        ReleaseGate gate = temporal.getWorkflowClient()
                .newWorkflowStub(
                        ReleaseGate.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HADRILL)
                                .setWorkflowId(ID)
                                .setWorkflowTaskTimeout(ActivityStubs.WORKFLOW_TASK)
                                .build());
        WorkflowClient.start(gate::run, request);
        return gate;
    }

    static GateRequest request(int repeat, boolean approval) {
        return new GateRequest("26.08.2", null, null, repeat, null, approval, null, "rm", null);
    }

    static GateSummary result(ReleaseGate gate) {
        return WorkflowStub.fromTyped(gate).getResult(GateSummary.class);
    }
}

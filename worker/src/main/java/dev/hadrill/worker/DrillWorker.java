package dev.hadrill.worker;

import dev.hadrill.activities.threads.BlockingThreads;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.DrillImpl;
import dev.hadrill.workflows.drill.WatchImpl;
import dev.hadrill.workflows.gate.ReleaseGateImpl;
import dev.hadrill.workflows.lease.StackLeaseImpl;
import dev.hadrill.workflows.runbook.PromotionRunbookImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;

/** What a worker offers to Temporal, and with which limits. */
final class DrillWorker {
    /** A workflow task that a dead worker's own queue holds goes to any worker after this; the default is 5 s. */
    private static final Duration STICKY = Duration.ofSeconds(1);

    /** A cancelled activity hears of it with its next heartbeat that is sent. */
    private static final Duration HEARTBEAT_THROTTLE = Duration.ofMillis(500);

    private DrillWorker() {}

    static WorkerFactory register(WorkflowClient client, Liveness liveness, List<Object> activities) {
        WorkerFactory factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(
                                BlockingThreads.areVirtual()) // the SDK blocks in synchronized code
                        .setWorkerInterceptors(liveness)
                        .build());
        Worker worker = factory.newWorker(
                TaskQueues.HADRILL,
                WorkerOptions.newBuilder()
                        .setStickyQueueScheduleToStartTimeout(STICKY)
                        .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                        .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                        .build());
        worker.registerWorkflowImplementationTypes(
                failingOnBadInput(),
                DrillImpl.class,
                WatchImpl.class,
                PromotionRunbookImpl.class,
                ReleaseGateImpl.class);
        worker.registerWorkflowImplementationTypes(StackLeaseImpl.class); // it must never close unhealed
        worker.registerActivitiesImplementations(activities.toArray());
        return factory;
    }

    /** Input that cannot be read fails the workflow, where by default its first task would be tried for ever. */
    private static WorkflowImplementationOptions failingOnBadInput() {
        return WorkflowImplementationOptions.newBuilder()
                .setFailWorkflowExceptionTypes(DataConverterException.class)
                .build();
    }
}

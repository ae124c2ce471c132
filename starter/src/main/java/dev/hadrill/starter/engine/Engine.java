package dev.hadrill.starter.engine;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Refusal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.observation.LiveCounts;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Temporal with hadrill's workers behind it. Every call blocks for a few seconds at most. */
public final class Engine implements AutoCloseable {
    private static final long CONNECT_SEC = 3;
    private static final Duration WORKER_WAIT = Duration.ofSeconds(8); // two start in 2 to 3 s
    /** A poll lasts 60 s: a worker that has not asked for longer is gone. */
    private static final Duration POLLED_WITHIN = Duration.ofSeconds(75);
    /** A worker that died holding a workflow task delays the drill by this; the default is 10 s. */
    public static final Duration TASK_TIMEOUT = Duration.ofSeconds(5);

    /** What helps where the platform is this machine's own. */
    public static final String START = "; start it with: ./hadrill up, or set TEMPORAL_ADDRESS";

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final String where;

    public Engine(WorkflowClient client, String where) {
        this.client = client;
        this.stubs = client.getWorkflowServiceStubs();
        this.where = where;
    }

    /** Fails within 3 s when Temporal does not answer, and soon after when nobody works for it. */
    public static Engine connect(Connection connection) {
        Engine engine = reach(connection);
        try {
            engine.requireWorker();
            return engine;
        } catch (CommandFailed e) {
            engine.close();
            throw e;
        }
    }

    /** For what Temporal itself knows, without a worker; fails within 3 s when it does not answer. */
    public static Engine reach(Connection connection) {
        WorkflowServiceStubs stubs =
                WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder(connection.stubsOptions())
                        .setRpcQueryTimeout(Duration.ofSeconds(5))
                        .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                                .setExpiration(Duration.ofSeconds(5))
                                .validateBuildWithDefaults())
                        .build());
        Engine engine = new Engine(
                WorkflowClient.newInstance(
                        stubs,
                        WorkflowClientOptions.newBuilder(connection.temporal().toWorkflowClientOptions())
                                .setDataConverter(Json.dataConverter())
                                .setIdentity("hadrill@" + Person.here())
                                .build()),
                connection.temporalAddress());
        try {
            engine.requireServer();
            return engine;
        } catch (CommandFailed e) {
            engine.close();
            throw e;
        }
    }

    /** Starts a workflow on hadrill's queue; a running one of that id is a failure, or used, as the policy says. */
    public WorkflowStub start(
            String type, String id, String summary, String details, WorkflowIdConflictPolicy running, Object request) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.HADRILL)
                        .setWorkflowId(id)
                        .setWorkflowIdConflictPolicy(running)
                        .setWorkflowTaskTimeout(TASK_TIMEOUT)
                        .setStaticSummary(summary)
                        .setStaticDetails(details)
                        .build());
        stub.start(request);
        return stub;
    }

    /** The schedules of the namespace, hadrill's and others'. */
    public ScheduleClient schedules() {
        return ScheduleClient.newInstance(
                stubs,
                ScheduleClientOptions.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setDataConverter(client.getOptions().getDataConverter())
                        .setIdentity(client.getOptions().getIdentity())
                        .build());
    }

    /** The running or latest workflow of that id. */
    public WorkflowStub existing(String id) {
        return client.newUntypedWorkflowStub(id);
    }

    /** One run of a workflow. */
    public WorkflowStub existing(WorkflowExecution run) {
        return client.newUntypedWorkflowStub(
                WorkflowTargetOptions.newBuilder().setWorkflowExecution(run).build());
    }

    /**
     * A workflow's result; empty while it runs, after waiting that long, and while Temporal is away. Throws {@link
     * io.temporal.client.WorkflowFailedException} when it failed.
     */
    public <R> Optional<R> result(WorkflowStub workflow, long waitMs, Class<R> type) {
        try {
            return Optional.of(workflow.getResult(waitMs, TimeUnit.MILLISECONDS, type));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (WorkflowServiceException e) {
            pause(waitMs); // it may fail at once, again and again
            return Optional.empty();
        }
    }

    /** What a workflow answers to its {@code state} query; empty while no worker or server answers. */
    public <S> Optional<S> state(WorkflowStub workflow, Class<S> type) {
        try {
            return Optional.ofNullable(workflow.query("state", type));
        } catch (WorkflowException | StatusRuntimeException e) {
            return Optional.empty();
        }
    }

    /** What the drill's observation last said in its heartbeat; empty when none runs. */
    public Optional<LiveCounts> counts(WorkflowStub drill) {
        try {
            return drill.describe().getRawDescription().getPendingActivitiesList().stream()
                    .filter(activity -> activity.getActivityType().getName().startsWith("Observation."))
                    .filter(PendingActivityInfo::hasHeartbeatDetails)
                    .findFirst()
                    .map(activity -> client.getOptions()
                            .getDataConverter()
                            .fromPayloads(
                                    0,
                                    Optional.of(activity.getHeartbeatDetails()),
                                    LiveCounts.class,
                                    LiveCounts.class));
        } catch (WorkflowException | StatusRuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }

    private void requireServer() {
        String namespace = client.getOptions().getNamespace();
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(CONNECT_SEC, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
        } catch (StatusRuntimeException e) {
            Refusal.of(e).ifPresent(why -> {
                throw new CommandFailed("Temporal at %s, namespace %s: %s".formatted(where, namespace, why), e);
            });
            Status status = e.getStatus();
            if (status.getCode() == Status.Code.NOT_FOUND) {
                throw new CommandFailed(
                        "Temporal at %s has no namespace %s; set TEMPORAL_NAMESPACE".formatted(where, namespace), e);
            }
            throw new CommandFailed("Temporal at %s does not answer (%s)%s".formatted(where, why(e), START), e);
        }
    }

    private static String why(StatusRuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return e.getCause() == null || cause.getMessage() == null
                ? String.valueOf(e.getStatus().getCode())
                : String.valueOf(cause.getMessage());
    }

    private void requireWorker() {
        long deadline = System.nanoTime() + WORKER_WAIT.toNanos();
        while (workers() == 0) {
            if (System.nanoTime() > deadline) {
                throw new CommandFailed(
                        "no worker listens on task queue %s of Temporal at %s; nothing was started; start one with: ./hadrill up"
                                .formatted(TaskQueues.HADRILL, where));
            }
            pause(250);
        }
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    /** How many workers ask for hadrill's work; one that ended is counted for a minute after. */
    public int workers() {
        Instant oldest = Instant.now().minus(POLLED_WITHIN);
        return (int) stubs
                .blockingStub()
                .withDeadlineAfter(CONNECT_SEC, TimeUnit.SECONDS)
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.HADRILL))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                        .build())
                .getPollersList()
                .stream()
                .filter(poller -> Instant.ofEpochSecond(
                                poller.getLastAccessTime().getSeconds())
                        .isAfter(oldest))
                .map(PollerInfo::getIdentity)
                .distinct()
                .count();
    }
}

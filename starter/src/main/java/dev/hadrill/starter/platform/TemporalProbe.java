package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks Temporal whether it serves the namespace with hadrill's search attributes, and who polls the task queue. */
final class TemporalProbe implements AutoCloseable {
    private static final int ANSWER_SECONDS = 3;
    private final Connection connection;
    private final boolean own;
    private @Nullable WorkflowServiceStubs stubs;

    TemporalProbe(Connection connection, boolean own) {
        this.connection = connection;
        this.own = own;
    }

    /** What is still to come, or nothing. */
    Optional<String> missing() {
        if (own && !Ports.answers(connection.temporalAddress())) {
            return Optional.of(
                    who() + " did not listen"); // a channel that was refused waits a second before it tries again
        }
        try {
            stubs().blockingStub()
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(connection.namespace())
                            .build());
            return attributesMissing();
        } catch (StatusRuntimeException e) {
            return explain(e);
        }
    }

    /** How many of these pids polled; an identity is {@code pid@host} or {@code name@pid}. */
    long pollers(Set<Long> workers) {
        Set<String> pids = workers.stream().map(String::valueOf).collect(Collectors.toSet());
        try {
            return stubs()
                    .blockingStub()
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                            .setNamespace(connection.namespace())
                            .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.HADRILL))
                            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                            .build())
                    .getPollersList()
                    .stream()
                    .map(PollerInfo::getIdentity)
                    .filter(identity -> Stream.of(identity.split("@", -1)).anyMatch(pids::contains))
                    .distinct()
                    .count();
        } catch (StatusRuntimeException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (stubs != null) {
            stubs.shutdownNow();
        }
    }

    /** The dev server adds them itself, a moment after it answers; elsewhere they are added here. */
    private Optional<String> attributesMissing() {
        OperatorServiceGrpc.OperatorServiceBlockingStub operator = OperatorServiceStubs.newServiceStubs(
                        OperatorServiceStubsOptions.newBuilder()
                                .setChannel(stubs().getRawChannel())
                                .validateAndBuildWithDefaults())
                .blockingStub()
                .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS);
        Set<String> known = operator.listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(connection.namespace())
                        .build())
                .getCustomAttributesMap()
                .keySet();
        List<SearchAttributeKey<?>> missing = LocalTemporal.ATTRIBUTES.stream()
                .filter(key -> !known.contains(key.getName()))
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        if (!own) {
            AddSearchAttributesRequest.Builder request =
                    AddSearchAttributesRequest.newBuilder().setNamespace(connection.namespace());
            missing.forEach(key -> request.putSearchAttributes(key.getName(), key.getValueType()));
            operator.addSearchAttributes(request.build());
        }
        return Optional.of(who() + " did not have the search attributes "
                + missing.stream().map(SearchAttributeKey::getName).collect(Collectors.joining(", ")));
    }

    private Optional<String> explain(StatusRuntimeException e) {
        Refusal.of(e).ifPresent(why -> {
            throw new CommandFailed(who() + ": " + why);
        });
        Status.Code code = e.getStatus().getCode();
        if (code == Status.Code.INVALID_ARGUMENT || (code == Status.Code.NOT_FOUND && !own)) {
            throw new CommandFailed(who() + ": " + code + ", " + e.getStatus().getDescription()
                    + " Check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and the credentials");
        }
        return Optional.of(who() + " did not answer (" + code + ")");
    }

    private String who() {
        return "Temporal at " + connection.temporalAddress() + " (namespace " + connection.namespace() + ")";
    }

    private WorkflowServiceStubs stubs() {
        WorkflowServiceStubs present = stubs;
        if (present == null) {
            present = WorkflowServiceStubs.newServiceStubs(connection.stubsOptions());
            stubs = present;
        }
        return present;
    }
}

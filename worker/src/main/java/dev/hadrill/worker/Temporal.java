package dev.hadrill.worker;

import dev.hadrill.worker.metrics.Metrics;
import dev.hadrill.workflows.Json;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to Temporal. */
final class Temporal {
    private static final Logger LOG = LoggerFactory.getLogger(Temporal.class);
    private static final long ATTEMPT_SEC = 3;
    private static final long PAUSE_MS = 300;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private Temporal() {}

    /** Blocks until the server answers for our namespace, for ever if it must; says so every 30 s. */
    static WorkflowServiceStubs await(WorkerConfig config, @Nullable Metrics metrics) {
        WorkflowServiceStubsOptions.Builder options =
                WorkflowServiceStubsOptions.newBuilder(config.temporal().toWorkflowServiceStubsOptions());
        if (metrics != null) {
            options.setMetricsScope(metrics.scope());
        }
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options.build());
        DescribeNamespaceRequest question = DescribeNamespaceRequest.newBuilder()
                .setNamespace(config.temporal().getNamespace())
                .build();
        long nextLine = System.nanoTime();
        while (true) {
            try {
                stubs.blockingStub()
                        .withDeadlineAfter(ATTEMPT_SEC, TimeUnit.SECONDS)
                        .describeNamespace(question);
                return stubs;
            } catch (StatusRuntimeException e) {
                if (System.nanoTime() >= nextLine) {
                    LOG.warn(
                            "Temporal at {}, namespace {}: {}; trying again until it answers",
                            config.temporal().getAddress(),
                            config.temporal().getNamespace(),
                            e.getStatus());
                    nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
                }
                pause();
            }
        }
    }

    static WorkflowClient client(WorkerConfig config, WorkflowServiceStubs stubs) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder(config.temporal().toWorkflowClientOptions())
                        .setDataConverter(Json.dataConverter())
                        .setIdentity("hadrill-worker-%s@%d"
                                .formatted(
                                        config.workerId(),
                                        ProcessHandle.current().pid()))
                        .build());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Temporal", e);
        }
    }
}

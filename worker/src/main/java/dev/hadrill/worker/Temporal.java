package dev.hadrill.worker;

import dev.hadrill.worker.metrics.Metrics;
import dev.hadrill.workflows.Json;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to Temporal. */
final class Temporal {
    private static final Logger LOG = LoggerFactory.getLogger(Temporal.class);
    private static final long ATTEMPT_SEC = 3;
    private static final long PAUSE_MS = 300;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private static final Set<Status.Code> REFUSING = Set.of(Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED);
    private static final int REFUSALS = 3;

    private Temporal() {}

    /**
     * Blocks until the server answers for our namespace, for ever if it must; says so every 30 s. Throws {@link
     * WorkerConfig.Refused} where TLS or the credentials are at fault.
     */
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
        int refusals = 0;
        while (true) {
            try {
                stubs.blockingStub()
                        .withDeadlineAfter(ATTEMPT_SEC, TimeUnit.SECONDS)
                        .describeNamespace(question);
                return stubs;
            } catch (StatusRuntimeException e) {
                refusals = refused(e) ? refusals + 1 : 0;
                if (refusals == REFUSALS) {
                    throw new WorkerConfig.Refused(List.of("Temporal at %s, namespace %s: %s; check %s"
                            .formatted(
                                    config.temporal().getAddress(),
                                    config.temporal().getNamespace(),
                                    last(e),
                                    WorkerConfig.CREDENTIALS)));
                }
                if (System.nanoTime() >= nextLine) {
                    LOG.warn(
                            "Temporal at {}, namespace {}: {}; trying again until it answers",
                            config.temporal().getAddress(),
                            config.temporal().getNamespace(),
                            last(e));
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

    /** What asking again does not change; a server that dies during a handshake looks so once. */
    private static boolean refused(StatusRuntimeException e) {
        if (REFUSING.contains(e.getStatus().getCode())) {
            return true;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    /** The innermost reason, on one line. */
    private static String last(StatusRuntimeException e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("");
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

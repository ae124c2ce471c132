package dev.hadrill.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the time of Temporal's last answer to this worker into {@code alive/WORKER_ID} of its data: a health check looks at
 * the file's age, where starting a JVM to ask would disturb what is measured.
 */
final class Alive {
    private static final Logger LOG = LoggerFactory.getLogger(Alive.class);
    private static final long EVERY_MS = 5_000;
    private static final long ANSWER_SEC = 3;

    private final Path file;
    private final DescribeNamespaceRequest question;
    private final WorkflowServiceStubs stubs;

    Alive(WorkerConfig config, WorkflowServiceStubs stubs) {
        this.file = config.data().resolve("alive").resolve(config.workerId());
        this.question = DescribeNamespaceRequest.newBuilder()
                .setNamespace(config.temporal().getNamespace())
                .build();
        this.stubs = stubs;
    }

    /** Returns at once. */
    void start() {
        Thread.ofPlatform().daemon().name("alive").start(this::run);
    }

    private void run() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            while (true) {
                if (answered()) {
                    Files.writeString(file, Instant.now() + "\n");
                }
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("{} cannot be written; a health check that looks at it will call this worker dead", file, e);
        }
    }

    private boolean answered() {
        try {
            stubs.blockingStub().withDeadlineAfter(ANSWER_SEC, TimeUnit.SECONDS).describeNamespace(question);
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }
}

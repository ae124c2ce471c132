package dev.hadrill.worker;

import dev.hadrill.worker.metrics.Metrics;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker process: works until SIGTERM, then hands its activities to the other workers within {@link #GRACE}; a
 * configuration that cannot work is a line a complaint and exit code 1.
 */
public final class WorkerMain {
    /** Below the supervisor's 15 s, after which it kills. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration BRIEF = Duration.ofSeconds(3);

    private WorkerMain() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "logback-worker.xml");
        LogManager.getLogManager().reset(); // gRPC and pgjdbc would write past logback
        try {
            run(WorkerConfig.from(System.getenv()));
        } catch (WorkerConfig.Refused e) {
            e.complaints().forEach(complaint -> System.err.println("hadrill worker: " + complaint));
            System.exit(1);
        }
    }

    private static void run(WorkerConfig config) {
        Logger log = LoggerFactory.getLogger(WorkerMain.class);
        log.info(
                "{} on JDK {}, pid {}",
                config,
                Runtime.version(),
                ProcessHandle.current().pid());
        Metrics metrics = config.metricsPort() == null ? null : new Metrics(config.metricsPort());
        WorkflowServiceStubs stubs = Temporal.await(config, metrics);
        WorkflowClient client = Temporal.client(config, stubs);
        Wiring wiring = Wiring.of(config, System.getenv(), metrics);
        WorkerFactory factory = DrillWorker.register(client, wiring.liveness(), wiring.activities());
        Alive alive = new Alive(config, stubs);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(factory, wiring, stubs, log), "stop"));
        wiring.start();
        factory.start();
        alive.start();
        log.info("working");
    }

    private static void stop(WorkerFactory factory, Wiring wiring, WorkflowServiceStubs stubs, Logger log) {
        log.info("stopping");
        factory.shutdown(); // what is brief ends by itself, what heartbeats is told to
        factory.awaitTermination(BRIEF.toMillis(), TimeUnit.MILLISECONDS);
        factory.shutdownNow(); // every activity may be repeated: another worker goes on with it at once
        factory.awaitTermination(GRACE.minus(BRIEF).toMillis(), TimeUnit.MILLISECONDS);
        wiring.close();
        stubs.shutdownNow();
        log.info("stopped");
    }
}

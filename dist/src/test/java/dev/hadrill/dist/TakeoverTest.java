package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.Watch;
import dev.hadrill.workflows.drill.WatchRequest;
import dev.hadrill.workflows.observation.Gap;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.UrlProbe;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The worker that observes is killed, again and again; another goes on, and what nobody saw is in the result. */
@Tag("lab")
class TakeoverTest {
    private static final int KILLS = 5;
    private static final Duration LONG = Duration.ofSeconds(75);
    private static final String OBSERVE = "Observation.Observe";

    private final String id = "takeover-" + UUID.randomUUID();

    @Test
    void anotherWorkerGoesOnWithinSecondsAndTheGapIsInTheResult() throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        service.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        service.start();
        try (Product product = new Product()) {
            WorkflowStub watch = start(product, service.getAddress().getPort());
            long killed = 0;
            for (int i = 0; i < KILLS; i++) {
                long before = killed;
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> product.workerOf(id, OBSERVE)
                                .filter(worker -> worker.pid() != before)
                                .isPresent());
                TimeUnit.SECONDS.sleep(4); // what is killed has observed for a while
                ProcessHandle worker = product.workerOf(id, OBSERVE).orElseThrow();
                killed = worker.pid();
                assertThat(worker.destroyForcibly()).isTrue();
            }
            watch.getResult(3, TimeUnit.MINUTES, Object.class);

            Observation seen = product.temporal
                    .newWorkflowStub(Watch.class, id)
                    .state()
                    .observation()
                    .orElseThrow();
            ProbeResult result = seen.leading();
            List<Double> gaps = new ArrayList<>();
            for (Gap gap : result.gaps()) {
                gaps.add((gap.toNs() - gap.fromNs()) / 1e9);
            }
            gaps.sort(null);
            System.out.println("takeover: gaps in s " + gaps);
            assertThat(seen.attempts()).isEqualTo(KILLS + 1);
            assertThat(gaps).hasSize(KILLS);
            double noise = noise();
            assertThat(gaps.get(KILLS / 2)).isLessThanOrEqualTo(3 * noise);
            assertThat(gaps.getLast()).isLessThanOrEqualTo(5 * noise);
            assertThat(result.outages()).isEmpty();
            double observedSec = gaps.stream().mapToDouble(gap -> -gap).sum() + LONG.toSeconds();
            assertThat(result.total() * 0.02).isBetween(observedSec - 3, observedSec + 3);
        } finally {
            service.stop(0);
        }
    }

    /** 1 on a machine that is this test's own: where more wait for a core than there are, everything takes longer. */
    private static double noise() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return Math.max(1, system.getSystemLoadAverage() / (2.0 * system.getAvailableProcessors()));
    }

    private WorkflowStub start(Product product, int port) {
        UrlProbe probe =
                new UrlProbe("service", URI.create("http://127.0.0.1:" + port + "/"), null, null, null, null, null);
        Probing probing = new Probing(null, null, null, null, null, List.of(probe), null);
        Watch watch = product.temporal.newWorkflowStub(
                Watch.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.HADRILL)
                        .setWorkflowId(id)
                        .build());
        WorkflowClient.start(watch::run, new WatchRequest(probing, LONG, null, null, "a test"));
        return WorkflowStub.fromTyped(watch);
    }
}

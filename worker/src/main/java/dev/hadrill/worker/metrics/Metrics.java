package dev.hadrill.worker.metrics;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's metrics. The history is read every few seconds by a thread of its own, so that a scrape waits for nothing and
 * a history that is away is a gauge and no failure.
 */
public final class Metrics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final Duration READ_EVERY = Duration.ofSeconds(5);
    private static final double REPORT_SEC = 5;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final Scope scope = new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(com.uber.m3.util.Duration.ofSeconds(REPORT_SEC));
    private final MetricsServer server;
    private final Duration readEvery;
    private volatile Figures figures = Figures.NONE;
    private @Nullable Thread thread;

    /**
     * Serves nothing yet.
     *
     * @param port 0 means any that is free
     */
    public Metrics(int port) {
        this(port, READ_EVERY);
    }

    Metrics(int port, Duration readEvery) {
        this.readEvery = readEvery;
        this.server = new MetricsServer(port, registry::scrape);
        registry.config().meterFilter(new FewBuckets());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** What the Temporal SDK counts into. */
    public Scope scope() {
        return scope;
    }

    /** To be called once; returns when it serves, or when it is known that it cannot yet, which holds nothing up. */
    public void start(Sources sources) {
        registry.getPrometheusRegistry().register(new DrillGauges(() -> figures, sources.probes()));
        server.serve();
        thread = Thread.ofPlatform().daemon().name("metrics").start(() -> run(sources));
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
        server.close();
        garbage.close();
        try {
            scope.close();
        } catch (ScopeCloseException e) {
            LOG.warn("metrics: the Temporal SDK's last counts were not taken: {}", e.toString());
        }
    }

    /** Null where it does not serve. */
    @Nullable
    InetSocketAddress address() {
        return server.address();
    }

    private void run(Sources sources) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                figures = figures.next(sources);
                Thread.sleep(readEvery);
                server.serve();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

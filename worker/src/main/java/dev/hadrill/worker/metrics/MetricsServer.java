package dev.hadrill.worker.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /metrics} on 127.0.0.1, and nothing else; a handful of callers at a time, none for long. */
final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final String PATH = "/metrics";
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int BACKLOG = 16;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int ONLY_GET = 405;
    private static final int BROKEN = 500;

    static {
        // Read once, by the JDK's server; it is the worker's only one.
        System.setProperty("jdk.httpserver.maxConnections", "32");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
    }

    private final int port;
    private final Supplier<String> scrape;
    private final ExecutorService callers = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("metrics-http-", 0).factory());
    private boolean refused;
    private @Nullable HttpServer server;

    /** @param port 0 means any that is free */
    MetricsServer(int port, Supplier<String> scrape) {
        this.port = port;
        this.scrape = scrape;
    }

    /** Where it does not serve yet: begins to, or says once why it cannot. */
    synchronized void serve() {
        if (server != null || callers.isShutdown()) {
            return;
        }
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer bound = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
            bound.setExecutor(callers);
            bound.createContext("/", this::answer);
            bound.start();
            server = bound;
            LOG.info("metrics: http://127.0.0.1:{}{}", bound.getAddress().getPort(), PATH);
        } catch (IOException e) {
            if (!refused) {
                LOG.error(
                        "metrics: port {} of 127.0.0.1 cannot be had ({}); drills go on without, and it is tried again: end"
                                + " who holds it, or set HADRILL_METRICS_PORT",
                        port,
                        e.getMessage());
            }
            refused = true;
        }
    }

    /** Null where it does not serve. */
    synchronized @Nullable InetSocketAddress address() {
        return server == null ? null : server.getAddress();
    }

    @Override
    public synchronized void close() {
        callers.shutdownNow();
        if (server != null) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                say(exchange, NOT_FOUND, "there is only " + PATH + "\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                say(exchange, ONLY_GET, "only GET\n");
            } else {
                metrics(exchange);
            }
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String text;
        try {
            text = scrape.get();
        } catch (RuntimeException e) {
            LOG.error("metrics: a scrape failed", e);
            say(exchange, BROKEN, "see the worker's log\n");
            return;
        }
        say(exchange, OK, text);
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}

package dev.hadrill.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server: {@code /api/v1/health/ready} and {@code /api/v1/health/live}. */
final class Api {
    static final int PORT = 8000;

    private final String instance;
    private final HttpServer server;

    private Api(String instance, HttpServer server) {
        this.instance = instance;
        this.server = server;
    }

    /** Listens on every address at {@code port}; 0 is any free port. */
    static Api start(String instance, List<Store> stores, int port) throws IOException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Readiness readiness = new Readiness(instance, stores, threads);
        Api api = new Api(instance, HttpServer.create(new InetSocketAddress(port), 1024));
        api.server.setExecutor(threads);
        api.server.createContext("/", exchange -> api.answer(exchange, 404, "{\"error\":\"no such path\"}"));
        api.server.createContext("/api/v1/health/live", exchange -> api.answer(exchange, 200, "{\"status\":\"live\"}"));
        api.server.createContext("/api/v1/health/ready", exchange -> {
            Readiness.Report report = readiness.check();
            api.answer(exchange, report.ready() ? 200 : 503, report.json());
        });
        api.server.start();
        LabApp.log("listening on " + api.port());
        return api;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Instance", instance);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}

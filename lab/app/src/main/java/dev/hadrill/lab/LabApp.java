package dev.hadrill.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One jar, a role per container: {@code api}, {@code worker}, {@code worker-io}, {@code scheduler}. */
public final class LabApp {
    private LabApp() {}

    public static void main(String[] args) throws Exception {
        String role = args.length == 1 ? args[0] : "";
        Settings settings = Settings.from(System.getenv());
        List<Store> stores = List.of(new ValkeyStore(settings), new PostgresStore(settings));
        switch (role) {
            case "api" -> Api.start(settings.instance(), stores, Api.PORT);
            case "worker", "worker-io", "scheduler" -> stores.forEach(store -> Heartbeat.start(role, store));
            case "rehearse" -> rehearse(settings, stores);
            default ->
                throw new IllegalArgumentException(
                        "role " + role + " is none of api, worker, worker-io, scheduler, rehearse");
        }
    }

    static void log(String line) {
        System.out.println(Instant.now() + " " + line);
    }

    /** Loads what a real start loads, for the class data archive, and ends; the stores need not be there. */
    private static void rehearse(Settings settings, List<Store> stores) throws IOException, InterruptedException {
        Api api = Api.start(settings.instance(), stores, 0);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + api.port() + "/api/v1/health/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        log(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
        System.exit(0);
    }
}

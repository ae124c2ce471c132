package dev.hadrill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiTest {
    private record Fake(String name, boolean up) implements Store {
        @Override
        public void write(String key, Duration limit) throws IOException {
            if (!up) {
                throw new ConnectException("refused by \"" + key + "\"");
            }
        }
    }

    @Test
    void readyWhenEveryStoreTookAWrite() throws Exception {
        HttpResponse<String> answer = get("ready", new Fake("redis", true), new Fake("postgres", true));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"status\":\"ready\"").contains("\"postgres\":{\"ok\":true");
        assertThat(answer.headers().firstValue("X-Instance")).contains("api-2");
    }

    @Test
    void notReadyNamesWhatFailed() throws Exception {
        HttpResponse<String> answer = get("ready", new Fake("redis", false), new Fake("postgres", true));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"status\":\"degraded\"", "\"redis\":{\"ok\":false", "\"postgres\":{\"ok\":true")
                .contains("java.net.ConnectException: refused by \\\"ready:api-2:0\\\"");
    }

    @Test
    void liveWhateverTheStoresSay() throws Exception {
        assertThat(get("live", new Fake("redis", false)).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(String path, Store... stores) throws Exception {
        Api api = Api.start("api-2", List.of(stores), 0);
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + api.port() + "/api/v1/health/" + path);
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }
}

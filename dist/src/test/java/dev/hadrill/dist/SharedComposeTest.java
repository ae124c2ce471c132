package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compose makes of docker-compose.temporal.yml with the settings of {@code shared/shared}; it starts nothing. */
@Tag("lab") // the lab brings docker compose with it
class SharedComposeTest {
    @TempDir
    private Path local;

    @BeforeEach
    void init() {
        shared("init", "SHARED_WORKER_IMAGE=any");
    }

    @Test
    void nothingIsPublishedBeyondLoopbackAndEveryServiceHasItsLimit() throws IOException {
        JsonNode services = services();

        assertThat(services).hasSize(8);
        assertThat(services).allSatisfy(service -> {
            assertThat(service.path("mem_limit").asText()).isNotEmpty();
            assertThat(service.path("ports"))
                    .allSatisfy(
                            port -> assertThat(port.path("host_ip").asText()).isEqualTo("127.0.0.1"));
        });
        assertThat(services.at("/worker-1/environment").has("HADRILL_WEBHOOK_URL"))
                .isFalse();
    }

    @Test
    void bothWorkersGetTheMetricsPortTheWebhookAndTheProfileOfTheSettings() throws IOException {
        Path profile = Files.writeString(local.resolve("temporal.toml"), "[profile.default]\n");
        shared(
                "init",
                "SHARED_METRICS_PORT=29464",
                "SHARED_WEBHOOK_URL=https://hooks.example.com/x",
                "SHARED_TEMPORAL_PROFILE_FILE=" + profile);

        for (String worker : List.of("worker-1", "worker-2")) {
            JsonNode service = services().path(worker);
            JsonNode environment = service.path("environment");
            assertThat(environment.path("METRICS_PORT").asText()).isEqualTo("29464");
            assertThat(environment.path("METRICS_WORKER").asText()).isEqualTo(worker.substring("worker-".length()));
            assertThat(environment.path("HADRILL_WEBHOOK_URL").asText()).isEqualTo("https://hooks.example.com/x");
            assertThat(service.path("secrets").findValuesAsText("source"))
                    .containsExactlyInAnyOrder("history_password", "temporal_profile", "webhook_secret");
        }
        assertThat(Files.readString(local.resolve("secrets/webhook_secret"))).matches("whsec_[A-Za-z0-9+/]{43}=");
    }

    @Test
    void aSecretThatIsThereIsKept() throws IOException {
        Path secret = Files.writeString(local.resolve("secrets/webhook_secret"), "whsec_the-receivers-own");

        shared("init", "SHARED_WEBHOOK_URL=https://hooks.example.com/x");

        assertThat(secret).hasContent("whsec_the-receivers-own");
    }

    private JsonNode services() throws IOException {
        return Json.mapper()
                .readTree(shared("compose", "config", "--format", "json"))
                .path("services");
    }

    private String shared(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Product.HOME.resolve("shared/shared").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SHARED_LOCAL", local.toString());
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}

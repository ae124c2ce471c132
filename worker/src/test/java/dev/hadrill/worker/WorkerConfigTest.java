package dev.hadrill.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerConfigTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void minimal() throws IOException {
        Files.createDirectory(home.resolve("stacks"));
        environment.put("HADRILL_HOME", home.toString());
        environment.put("HADRILL_HISTORY_URL", "jdbc:postgresql://127.0.0.1:15433/hadrill");
        environment.put("TEMPORAL_CONFIG_FILE", home.resolve("none.toml").toString());
    }

    @Test
    void homeAndHistoryAreEnough() {
        WorkerConfig config = WorkerConfig.from(environment);

        assertThat(config.data()).isEqualTo(home.resolve(".hadrill"));
        assertThat(config.stacks()).isEqualTo(home.resolve("stacks"));
        assertThat(config.historyUser()).isEqualTo("hadrill");
        assertThat(config.temporal().getAddress()).isEqualTo("127.0.0.1:7233");
        assertThat(config.temporal().getNamespace()).isEqualTo("default");
        assertThat(config.workerId()).startsWith("pid-");
    }

    @Test
    void everyComplaintIsMadeAtOnce() {
        environment.remove("HADRILL_HOME");
        environment.put("HADRILL_STACKS", "/nowhere");
        environment.put("HADRILL_HISTORY_URL", "mysql://x");
        environment.put("HADRILL_WORKER_ID", "../1");
        environment.put("TEMPORAL_ADDRESS", "nonsense");
        environment.put("HADRILL_HSTORY_USER", "typo");

        assertThatThrownBy(() -> WorkerConfig.from(environment))
                .isInstanceOfSatisfying(
                        WorkerConfig.Refused.class,
                        refused -> assertThat(refused.complaints())
                                .containsExactly(
                                        "HADRILL_HSTORY_USER is no setting; there are: HADRILL_DATA, HADRILL_HISTORY_PASSWORD,"
                                                + " HADRILL_HISTORY_URL, HADRILL_HISTORY_USER, HADRILL_HOME, HADRILL_METRICS_PORT,"
                                                + " HADRILL_STACKS, HADRILL_WEBHOOK_SECRET_FILE, HADRILL_WEBHOOK_URL,"
                                                + " HADRILL_WORKER_ID",
                                        "HADRILL_HOME must name hadrill's folder",
                                        "HADRILL_STACKS must be a folder of stack files, was /nowhere",
                                        "HADRILL_HISTORY_URL must be jdbc:postgresql://host:port/database, was mysql://x",
                                        "HADRILL_WORKER_ID must be letters, digits, '_', '.' or '-', was ../1",
                                        "TEMPORAL_ADDRESS must be host:port, was nonsense"));
    }

    @Test
    void whatThePlatformAndTheLauncherReadIsLeftToThem() {
        environment.put("HADRILL_TEMPORAL_PORT", "1");
        environment.put("HADRILL_JDK_PLACES", "x");

        assertThat(WorkerConfig.from(environment)).isNotNull();
    }

    @Test
    void theTextOfAConfigurationHoldsNoPassword() {
        environment.put("HADRILL_HISTORY_PASSWORD", "hunter2");

        assertThat(WorkerConfig.from(environment).toString()).doesNotContain("hunter2");
    }

    @Test
    void nobodyIsToldAndNothingIsServedUnlessAskedFor() {
        WorkerConfig config = WorkerConfig.from(environment);

        assertThat(config.metricsPort()).isNull();
        assertThat(config.webhook()).isNull();
    }

    @Test
    void aWebhookHasAnAddressAndASecretOfWhichTheTextSaysNothing() throws IOException {
        Path secret = Files.writeString(home.resolve("secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
        environment.put("HADRILL_WEBHOOK_URL", "https://hooks.example.com/T0/sesame");
        environment.put("HADRILL_WEBHOOK_SECRET_FILE", secret.toString());
        environment.put("HADRILL_METRICS_PORT", "9464");

        WorkerConfig config = WorkerConfig.from(environment);

        assertThat(config.metricsPort()).isEqualTo(9464);
        assertThat(config.toString())
                .contains("webhook https://hooks.example.com:443")
                .doesNotContain("sesame")
                .doesNotContain("MfKQ9r8G");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HADRILL_METRICS_PORT        | 70000                       | HADRILL_METRICS_PORT must be a port from 1 to 65535, or 0 for any, was 70000
            HADRILL_WEBHOOK_URL         | https://hooks.example.com/x | HADRILL_WEBHOOK_URL and HADRILL_WEBHOOK_SECRET_FILE belong together; only the first is set
            HADRILL_WEBHOOK_SECRET_FILE | /nowhere                    | HADRILL_WEBHOOK_SECRET_FILE /nowhere cannot be read: java.nio.file.NoSuchFileException: /nowhere
            HADRILL_WEBHOOK_URL         | https://a:sesame@x.com/     | HADRILL_WEBHOOK_URL must hold no user or password: what is sent is signed with the secret
            HADRILL_WEBHOOK_URL         | http://203.0.113.8/sesame   | HADRILL_WEBHOOK_URL must be https: 203.0.113.8 is neither loopback nor RFC 1918
            """)
    void aSettingThatCannotWorkIsALine(String name, String value, String complaint) {
        environment.put(name, value);

        assertThatThrownBy(() -> WorkerConfig.from(environment))
                .isInstanceOfSatisfying(WorkerConfig.Refused.class, refused -> {
                    assertThat(refused.complaints()).contains(complaint);
                    assertThat(refused.complaints())
                            .allSatisfy(line -> assertThat(line).doesNotContain("sesame", "\n"));
                });
    }
}

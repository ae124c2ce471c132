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
                                                + " HADRILL_HISTORY_URL, HADRILL_HISTORY_USER, HADRILL_HOME, HADRILL_STACKS,"
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
}

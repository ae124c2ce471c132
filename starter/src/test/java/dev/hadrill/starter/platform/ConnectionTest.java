package dev.hadrill.starter.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.starter.CommandFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    @TempDir
    Path data;

    @Test
    void defaultsHoldWhereNothingIsUp() {
        Connection connection = connection(Map.of());
        assertThat(connection.temporalAddress()).isEqualTo("127.0.0.1:7233");
        assertThat(connection.namespace()).isEqualTo("default");
        assertThat(connection.historyUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:15433/hadrill");
    }

    @Test
    void environmentComesFirst() {
        Connection connection = connection(Map.of(
                "TEMPORAL_ADDRESS", "10.0.0.7:7233",
                "TEMPORAL_NAMESPACE", "drills",
                "HADRILL_HISTORY_URL", "jdbc:postgresql://10.0.0.8/history"));
        assertThat(connection.temporalAddress()).isEqualTo("10.0.0.7:7233");
        assertThat(connection.namespace()).isEqualTo("drills");
        assertThat(connection.historyUrl()).isEqualTo("jdbc:postgresql://10.0.0.8/history");
    }

    @Test
    void localPasswordGoesToNoOtherHistory() throws IOException {
        String password = Secrets.newHistoryPassword(data);
        assertThat(connection(Map.of()).historyPassword()).isEqualTo(password);
        assertThat(connection(Map.of("HADRILL_HISTORY_URL", "jdbc:postgresql://10.0.0.8/history"))
                        .historyPassword())
                .isEmpty();
        assertThat(connection(Map.of()).toString()).doesNotContain(password);
    }

    @Test
    void portOutsideItsRangeIsNamed() {
        assertThatThrownBy(() -> Settings.from(Map.of("HADRILL_UI_PORT", "70000")))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("HADRILL_UI_PORT must be a port from 1 to 65535, was 70000");
    }

    @Test
    void tooLittleSpaceIsSaidBeforeAnythingIsStarted() {
        assertThatThrownBy(() -> Preflight.requireSpace(data, 123))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll("123 MB", data.toString(), "HADRILL_DATA");
    }

    private Connection connection(Map<String, String> environment) {
        java.util.Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("HADRILL_DATA", data.toString());
        all.put("TEMPORAL_CONFIG_FILE", data.resolve("none.toml").toString());
        return Connection.of(Settings.from(all));
    }
}

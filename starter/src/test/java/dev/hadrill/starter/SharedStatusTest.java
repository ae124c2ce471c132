package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.starter.platform.DevTemporal;
import dev.hadrill.starter.schedule.ScriptedWorkflows;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import io.temporal.testing.TestWorkflowEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hadrill status} where the environment says that Temporal and the history are somebody else's. */
class SharedStatusTest {
    private static final String NOWHERE = "127.0.0.1:1";
    private static final String AWAY = "jdbc:postgresql://127.0.0.1:1/hadrill";

    @TempDir
    private Path home;

    private int exit;

    @BeforeEach
    void noStacks() throws IOException {
        Files.createDirectory(home.resolve("stacks"));
    }

    @Test
    void anInstallationIsWholeWithTemporalHistoryAndAWorker() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                TestWorkflowEnvironment temporal = DevTemporal.start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            try (HistoryDatabase database = HistoryDatabase.owned(url, "postgres", "")) {
                database.ready();
            }
            String address = temporal.getWorkflowServiceStubs().getOptions().getTarget();

            assertThat(status(address, url))
                    .contains("workers     0 on task queue hadrill: no drill can be run")
                    .doesNotContain("webhook");
            assertThat(exit).isOne();

            temporal.newWorker(TaskQueues.HADRILL).registerWorkflowImplementationTypes(ScriptedWorkflows.Drill.class);
            temporal.start();
            leaveTwoNotices(server);

            assertThat(status(address, url))
                    .contains(
                            "Temporal    " + address + ", namespace default (from the environment): answers",
                            "history     " + url + ": answers",
                            "workers     1 on task queue hadrill",
                            "webhook     1 notices wait for their next attempt, 1 were given up")
                    .doesNotContain("hadrill up", "no drill");
            assertThat(exit).isZero();
            JsonNode json = Json.mapper().readTree(status(address, url, "--json"));
            assertThat(json.path("up").asBoolean()).isTrue();
            assertThat(json.path("platform").isNull()).isTrue();
            assertThat(json.at("/installation/temporal").asText()).isEqualTo(address);
            assertThat(json.at("/installation/workers").asInt()).isOne();
            assertThat(json.at("/undelivered/given_up").asInt()).isOne();
        }
    }

    @Test
    void whatDoesNotAnswerIsSaidAndNoSecondPlatformIsProposed() throws IOException {
        assertThat(status(NOWHERE, AWAY))
                .contains(
                        "Temporal at " + NOWHERE + " does not answer",
                        "check TEMPORAL_ADDRESS",
                        "history     " + AWAY + ": the history at " + AWAY + " cannot be used")
                .doesNotContain("hadrill up");
        assertThat(exit).isOne();
        JsonNode json = Json.mapper().readTree(status(NOWHERE, AWAY, "--json"));
        assertThat(json.path("up").asBoolean()).isFalse();
        assertThat(json.at("/installation/temporal_trouble").asText()).contains(NOWHERE);
        assertThat(json.path("undelivered").isNull()).isTrue();
    }

    private static void leaveTwoNotices(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO notice (notice_id, type, subject, body, due_at) VALUES"
                    + " ('n1', 'drill.verdict', 'd1', '{}', now()), ('n2', 'drill.verdict', 'd2', '{}', NULL)");
        }
    }

    private String status(String temporal, String history, String... more) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Map<String, String> environment = new HashMap<>();
        environment.put("HADRILL_HOME", home.toString());
        environment.put("HADRILL_HISTORY_URL", history);
        environment.put("HADRILL_HISTORY_USER", "postgres");
        environment.put("TEMPORAL_ADDRESS", temporal);
        environment.put("TEMPORAL_CONFIG_FILE", home.resolve("none.toml").toString());
        StringWriter err = new StringWriter();
        String[] arguments = more.length == 0 ? new String[] {"status"} : new String[] {"status", more[0]};
        try {
            exit = Main.run(environment, new PrintWriter(err, true), arguments);
            assertThat(err.toString()).isEmpty();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}

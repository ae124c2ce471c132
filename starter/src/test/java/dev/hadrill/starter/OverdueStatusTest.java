package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Target;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hadrill status} tells what is overdue, from the shipped stack file and a real history. */
class OverdueStatusTest {
    private static final String AWAY = "jdbc:postgresql://127.0.0.1:1/hadrill";

    @TempDir
    private Path home;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void shippedStack() throws IOException {
        Files.createDirectory(home.resolve("stacks"));
        Files.copy(Path.of("../stacks/freesdn.yaml"), home.resolve("stacks/freesdn.yaml"));
    }

    @Test
    void whatWasNotMeasuredForAMonthIsOverdue() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            try (HistoryDatabase database = HistoryDatabase.owned(url, "postgres", "")) {
                JdbiDrillHistory history = new JdbiDrillHistory(database);
                history.persist(drill("d1", "redis_kill", Duration.ofDays(29), Verdict.FAILED));
                history.persist(drill("d2", "api_kill", Duration.ofDays(41), Verdict.PASSED));
                history.persist(drill("d3", "api_kill", Duration.ofDays(1), Verdict.INCONCLUSIVE));
            }

            assertThat(status(url))
                    .contains(
                            "overdue     freesdn/api_kill: last measured 41 days ago; it should be every 30 days;"
                                    + " run: hadrill run --scenario api_kill --stack freesdn",
                            "overdue     freesdn/primary_kill: never measured; it should be every 30 days")
                    .doesNotContain("redis_kill", "not known");
            JsonNode json = Json.mapper().readTree(status(url, "--json"));
            assertThat(json.path("up").asBoolean()).isFalse();
            assertThat(json.path("overdue_trouble").isNull()).isTrue();
            assertThat(json.path("overdue")).hasSize(2);
            assertThat(json.at("/overdue/0/scenario").asText()).isEqualTo("api_kill");
            assertThat(json.at("/overdue/0/stale_after").asText()).isEqualTo("PT720H");
            assertThat(json.at("/overdue/0/since_days").asInt()).isEqualTo(41);
            assertThat(json.at("/overdue/1/last_at").isNull()).isTrue();
        }
    }

    @Test
    void aHistoryThatIsAwayIsSaid() throws IOException {
        assertThat(status(AWAY)).contains("overdue     not known: the history at " + AWAY + " cannot be used");
        JsonNode json = Json.mapper().readTree(status(AWAY, "--json"));
        assertThat(json.path("overdue").isNull()).isTrue();
        assertThat(json.path("overdue_trouble").asText()).contains(AWAY);
    }

    @Test
    void aStackFileThatCannotBeUsedIsSaid() throws IOException {
        Files.writeString(home.resolve("stacks/other.yaml"), "name: other\nproduction: maybe\n");

        assertThat(status(AWAY)).contains("other.yaml cannot be used: ").contains(AWAY);
    }

    @Test
    void withoutAWordOnStalenessTheHistoryIsNotAsked() throws IOException {
        Path file = home.resolve("stacks/freesdn.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^stale_after:.*$", ""));

        assertThat(status(AWAY)).doesNotContain("overdue");
        assertThat(Json.mapper().readTree(status(AWAY, "--json")).path("overdue"))
                .isEmpty();
    }

    private String status(String history, String... more) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Map<String, String> environment = new HashMap<>();
        environment.put("HADRILL_HOME", home.toString());
        environment.put("HADRILL_HISTORY_URL", history);
        environment.put("HADRILL_HISTORY_USER", "postgres");
        environment.put("TEMPORAL_CONFIG_FILE", home.resolve("none.toml").toString());
        String[] arguments = more.length == 0 ? new String[] {"status"} : new String[] {"status", more[0]};
        try {
            int exit = Main.run(environment, new PrintWriter(err, true), arguments);
            assertThat(exit).as("the platform is down, whatever is overdue").isOne();
            assertThat(err.toString()).isEmpty();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static DrillState drill(String id, String scenario, Duration ago, Verdict verdict) {
        Stamp at = Stamp.approximate(Instant.now().minus(ago).toEpochMilli());
        return new DrillState(
                id,
                "drill-" + id,
                List.of(
                        new DrillEvent.DrillStarted(
                                at,
                                DrillRequest.of(scenario),
                                "freesdn",
                                scenario,
                                new Target("redis", Role.MASTER),
                                new KillContainer(),
                                Recovery.AUTOMATIC,
                                Duration.ofSeconds(20),
                                null,
                                "http://127.0.0.1/ready",
                                "00"),
                        new DrillEvent.VerdictReached(at, verdict, "as a test wants it")));
    }
}

package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a command line or with what it needs: one line, exit code 1, quickly. */
class CommandsTest {
    @TempDir
    private Path home;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            run                                           | Missing required option: '--scenario=<scenario>'
            run --scenario redis_kill --rto-budget -3     | rto_budget must be > 0, was -3.0s
            run --scenario redis_kill --rto-budget 0      | rto_budget must be > 0, was 0.0s
            run --scenario redis_kill --rto-budget soon   | 'soon' is no duration; write 20s, 50ms
            run --scenario redis_kill --probe-interval 4ms | probe_interval must be >= 5ms, was 4 ms
            check --scenario redis_kill --probe-interval 0 | probe_interval must be >= 5ms, was 0 ms
            run --scenario redis_kill --probe-interval 5  | Temporal at 127.0.0.1:1 does not answer
            run --scenario redis_kill --rto-budgets 3     | Unknown option
            run --scenario=                               | scenario must be given
            run --scenario redis_kill                     | Temporal at 127.0.0.1:1 does not answer
            check                                         | Temporal at 127.0.0.1:1 does not answer
            restore                                       | Missing required parameter: 'STACK'
            restore freesdn                               | ./hadrill up, or set TEMPORAL_ADDRESS
            promote freesdn --approve-by me               | ./hadrill up, or set TEMPORAL_ADDRESS
            promote freesdn                               | hadrill promote freesdn --approve-by NAME --why TEXT
            history --limit 0                             | --limit must be >= 1, was 0
            history                                       | the history at jdbc:postgresql://127.0.0.1:1/hadrill cannot be used
            history prune                                 | Missing required option: '--keep=DAYS'
            history prune --keep 0d                       | --keep must be a number of days from 1 to 99999, such as 90d; was '0d'
            history prune --keep -5d                      | was '-5d'
            history prune --keep 90                       | was '90'
            history prune --keep 999999999999d            | was '999999999999d'
            history prune --keep 90d                      | the history at jdbc:postgresql://127.0.0.1:1/hadrill cannot be used
            trends --since soon                           | 'soon' is no day; write 2026-08-01, 90d or 2026-08-01T12:00:00Z
            trends --since 2026-02-30                     | '2026-02-30' is no day
            trends --by day                               | expected one of [RELEASE, WEEK]
            trends --format xml                           | expected one of [TABLE, CSV, JSON]
            trends                                        | the history at jdbc:postgresql://127.0.0.1:1/hadrill cannot be used
            report abc                                    | the history at jdbc:postgresql://127.0.0.1:1/hadrill cannot be used
            drill                                         | Unmatched argument
            observe --url http://127.0.0.1/               | (--for=DURATION | --until-stable)
            observe --for 3s                              | Missing required option: '--url=<url>'
            observe --url http://h/ --for 3s --until-stable     | mutually exclusive
            observe --url https://127.0.0.1/ --for 3s     | url must be http://host[:port]/path
            observe --url http://[/ --for 3s              | --url: Expected closing bracket
            observe --url http://h/ --for -3s             | duration must be > 0, was -3.0s
            observe --url http://h/ --for soon            | 'soon' is no duration
            observe --url http://h/ --for 3s --interval 1ms     | observation.interval must be >= 5ms
            observe --url http://h/ --for 3s --slow-after 9s    | observation.slow_after PT9S must not be longer than timeout PT5S
            observe --url http://h/ --for 3s --json-value ok    | json_pointer and json_value must be given together
            observe --url http://h/ --until-stable        | Temporal at 127.0.0.1:1 does not answer
            bench                                         | hadrill bench accuracy, or hadrill bench history
            bench history --drills 999                    | --drills must be from 1250 to 1000000, was 999
            bench accuracy --outages 0                    | --outages must be >= 1, was 0
            bench accuracy --interval 1ms                 | --interval must be >= 5ms, was 1 ms
            """)
    void whatIsWrongIsOneLine(String commandLine, String line) {
        long began = System.nanoTime();

        assertThat(run(commandLine.split(" "))).isOne();

        assertThat(err.toString()).startsWith("hadrill: ").contains(line).doesNotContain("Exception", "password");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void aReleaseThatNoIndexHoldsIsRefused() {
        String release = "x".repeat(201);

        assertThat(run("run", "--scenario", "redis_kill", "--release", release)).isOne();
        assertThat(run("observe", "--url", "http://h/", "--for", "3s", "--release", release))
                .isOne();

        assertThat(err.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("release must have at most 200 characters, had 201"));
    }

    @Test
    void aTemporalThatNeverAnswersIsSaidWithinSeconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            long began = System.nanoTime();

            assertThat(run(Map.of("TEMPORAL_ADDRESS", address), "run", "--scenario", "redis_kill"))
                    .isOne();

            assertThat(err.toString()).contains("Temporal at " + address + " does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
        }
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HADRILL_HOME", home.toString());
        environment.put("TEMPORAL_CONFIG_FILE", home.resolve("none.toml").toString());
        environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
        environment.put("HADRILL_HISTORY_URL", "jdbc:postgresql://127.0.0.1:1/hadrill");
        environment.put("HADRILL_HISTORY_PASSWORD", "password");
        environment.putAll(more);
        return Main.run(environment, new PrintWriter(err, true), arguments);
    }
}

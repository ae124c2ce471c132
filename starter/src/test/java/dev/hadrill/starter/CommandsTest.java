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
            gate                                          | (--release=<release> | --follow=GATE | --approve=GATE | --reject=GATE)
            gate --release=                               | release must be given
            gate --release 1 --repeat 0                   | repeat must be 1 to 60, was 0
            gate --release 1 --repeat many                | 'many' is not an int
            gate --release 1 --baseline 1                 | baseline must be another release than the one under test
            gate --release 1 --scenarios a,a              | scenarios must name each once
            gate --release 1 --approve-within -3s         | approve_within must be > 0
            gate --release 1 --follow 1                   | mutually exclusive
            gate --approve 1                              | give --by NAME --reason TEXT
            gate --approve 1 --by= --reason x             | by must name who decides
            gate --release 1                              | Temporal at 127.0.0.1:1 does not answer
            gate --follow 1                               | Temporal at 127.0.0.1:1 does not answer
            verify                                        | Missing required parameter: 'BUNDLE'
            verify /nowhere                               | there is no bundle at /nowhere
            bench                                         | hadrill bench accuracy
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

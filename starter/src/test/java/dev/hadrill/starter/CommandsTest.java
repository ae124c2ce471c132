package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
            trends --format xml                           | expected one of [TABLE, CSV, JSON, HTML]
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
            schedule                                      | hadrill schedule create, list, show, pause
            schedule create n --scenario s                | Missing required option: '--cron=CRON'
            schedule create --cron @daily --scenario s    | Missing required parameter: 'NAME'
            schedule create n/1 --cron 0_3_*_*_* --scenario s     | 'n/1' is no name for a schedule
            schedule create n --cron 0_3_*_*_*            | give one --scenario, or --gate --release R
            schedule create n --cron 0_3_*_*_* --scenario a,b     | give one --scenario, or --gate --release R
            schedule create n --cron 0_3_*_*_* --gate     | --gate needs the release under test: --release 26.08.2
            schedule create n --cron 0_3_*_*_* --scenario s --repeat 3   | --repeat is for --gate
            schedule create n --cron 61_3_*_*_* --scenario s      | --cron '61 3 * * *': value 61 not in range [0, 59]; it is: minute hour
            schedule create n --cron 0_3_*_* --scenario s         | cron expression contains 4 parts
            schedule create n --cron @daily --scenario s  | nicknames not supported
            schedule create n --cron 0_3_1_*_1 --scenario s       | cron means either, Temporal both: name one of them
            schedule create n --cron 0_3_*_*_* --scenario s --time-zone Vienna   | --time-zone 'Vienna' is not known
            schedule create n --cron 0_3_*_*_* --scenario s --time-zone UTC+2    | --time-zone 'UTC+2' is not known
            schedule create n --cron 0_3_*_*_* --scenario s --catch-up 5s        | --catch-up must be >= 10s, was 5.0s
            schedule create n --cron 0_3_*_*_* --scenario s --catch-up soon      | 'soon' is no duration
            schedule create n --cron 0_3_*_*_* --scenario s --jitter 0           | --jitter must be > 0, was 0.0s
            schedule create n --cron 0_3_*_*_* --scenario s --exclude tomorrow   | 'tomorrow' is neither a date nor a day of the week
            schedule create n --cron 0_3_*_*_* --scenario s       | Temporal at 127.0.0.1:1 does not answer
            schedule list                                 | ./hadrill up, or set TEMPORAL_ADDRESS
            schedule pause                                | Missing required parameter: 'NAME'
            schedule pause nightly                        | Temporal at 127.0.0.1:1 does not answer
            completion                                    | Missing required parameter: 'bash|zsh'
            completion fish                               | expected one of [BASH, ZSH]
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
            bench accuracy --outages 0                    | --outages must be >= 1, was 0
            bench accuracy --interval 1ms                 | --interval must be >= 5ms, was 1 ms
            """)
    void whatIsWrongIsOneLine(String commandLine, String line) {
        long began = System.nanoTime();

        String[] arguments = Arrays.stream(commandLine.strip().split(" +"))
                .map(argument -> argument.contains("_*") ? argument.replace('_', ' ') : argument)
                .toArray(String[]::new);

        assertThat(run(arguments)).isOne();

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

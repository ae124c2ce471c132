package dev.hadrill.activities.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hadrill.workflows.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackFilesTest {
    private static final Path SHIPPED = Path.of("../stacks");

    @TempDir
    Path dir;

    String good = "";

    @BeforeEach
    void copyTheShippedFile() throws IOException {
        good = Files.readString(SHIPPED.resolve("freesdn.yaml"));
    }

    @Test
    void theShippedStackFileIsRead() {
        StackFile file = new StackFiles(SHIPPED).read("freesdn");
        assertThat(file.stack().scenario("redis_kill").rtoBudget()).isEqualTo(Duration.ofSeconds(20));
        assertThat(file.stack().observation().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(file.stack().staleAfter("redis_kill")).isEqualTo(Duration.ofDays(30));
        assertThat(file.composeDir()).isAbsolute().hasFileName("lab");
        assertThat(file.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void aScenarioIsStaleWhenItSaysSoElseWhenItsStackDoes() throws IOException {
        write(good.replace("    rto_budget: 5s", "    stale_after: 36h\n    rto_budget: 5s"));

        StackFile file = new StackFiles(dir).read("freesdn");

        assertThat(file.stack().staleAfter("api_kill")).isEqualTo(Duration.ofHours(36));
        assertThat(file.stack().staleAfter("redis_kill")).isEqualTo(Duration.ofDays(30));
        write(good.replace("stale_after: 30d", "stale_after: -1d"));
        assertThat(failure("freesdn").getOriginalMessage()).contains("stale_after must be > 0, was -86400.0s");
        write(good.replace("stale_after: 30d", "stale_after: monthly"));
        assertThat(failure("freesdn").getOriginalMessage())
                .contains("'monthly' is no duration; write 20s, 50ms, 2m, 14d");
    }

    @Test
    void anUnknownStackIsRefusedWithTheListOfThoseThereAre() throws IOException {
        write(good);
        Files.writeString(dir.resolve("notes.txt"), "no stack");
        ApplicationFailure failure = failure("other");
        assertThat(failure.getType()).isEqualTo(Failures.BAD_REQUEST);
        assertThat(failure.isNonRetryable()).isTrue();
        assertThat(failure.getOriginalMessage())
                .isEqualTo("stack 'other' does not exist in %s; there are: freesdn".formatted(dir));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../freesdn", "sub/freesdn", "FREESDN", "freesdn.yaml", "", ".", "freesdn\0"})
    void aNameThatIsNoNameReadsNothing(String name) throws IOException {
        write(good);
        assertThat(failure(name).getOriginalMessage()).contains("does not exist");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            interval: 20ms           | intervall: 20ms        | line 14, observation.intervall: 'intervall' is not known here; known are: baseline, decides, interval
            interval: 20ms           | interval: fast         | line 14, observation.interval: 'fast' is no duration; write 20s, 50ms, 2m, 14d, PT20S or a number of seconds
            interval: 20ms           | interval: 1ms          | observation: observation.interval must be >= 5ms
            baseline: 2s             | baseline: -2s          | observation.baseline must be > 0
            rto_budget: 20s          | summery: x             | 'rto_budget' is missing
            rto_budget: 20s          | # none                 | scenarios.redis_kill.rto_budget: 'rto_budget' is missing
            rto_budget: 20s          | rto_budget:            | scenarios.redis_kill.rto_budget: must not be empty
            project: freesdn         | # none                 | line 7, compose.project: 'project' is missing
            production: false        | production: perhaps    | line 4, production: Cannot coerce String value ("perhaps") to `boolean` value
            type: sentinel           | type: sentinels        | components.redis: type 'sentinels' does not exist; there are: sentinel, postgres, replicas
            type: sentinel           | # none                 | components.redis: 'type' is missing; there are: sentinel
            target: {component: redis, role: master} | target: {component: redis, role: boss} | scenarios.redis_kill.target.role: not one of the values accepted
            target: {component: redis, | target: {component: valkey, | scenario redis_kill targets component 'valkey'; there are: api, postgres, redis
            in: {component: redis,   | in: {component: valkey, | probe worker asks a member of component 'valkey'; there are: api, postgres, redis
            replica_of: api          | replica_of: apis       | probe api asks a member of component 'apis'; there are: api, postgres, redis
            interval: 100ms          | interval: 4ms          | probe dependencies: interval must be >= 5ms
            fresh_for: 3s            | fresh_for: 0s          | probe worker: fresh_for must be > 0
            pattern: "[0-9]+"        | pattern: "[0-9"        | probe worker: pattern must be a regular expression, was '[0-9'
            type: exec               | type: shell            | observation.probes[4]: type 'shell' does not exist; there are: url, exec
            json_value: ready        | type: htpp             | observation.probes[1]: type 'htpp' does not exist; there are: url, exec
            decides: [load_balancer] | decides: [lb]          | observation.decides must name some of the probes
            decides: [load_balancer] | decides: [worker]      | observation.decides: the first, worker, must be a url probe
            url: http://127.0.0.1    | url: https://127.0.0.1 | observation.probes[0]: probe load_balancer: url must be http://host[:port]/path
            url: http://127.0.0.1    | url: http://a:b@127.0.0.1 | probe load_balancer: url must hold no user or password
            name: load_balancer      | name: ../lb            | probe name must match
            type: kill_container     | type: explode          | type 'explode' does not exist; there are: kill_container
            name: freesdn            | name: other            | name: must be 'freesdn', as the file is called, was 'other'
            production: false        | production: false, x   | production
            project: freesdn         | project: [              | line
            master_name: freesdn     | cli: redis-cli         | Duplicate field 'cli'
            """)
    void aBadFileIsOneClearLine(String right, String wrong, String message) throws IOException {
        assertThat(good).contains(right);
        int at = good.indexOf(right);
        write(good.substring(0, at) + wrong + good.substring(at + right.length()));
        String complaint = failure("freesdn").getOriginalMessage();
        assertThat(complaint)
                .startsWith(dir.resolve("freesdn.yaml").toString())
                .contains(message)
                .doesNotContain("\n")
                .doesNotContain("dev.hadrill");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        write("");
        assertThat(failure("freesdn").getOriginalMessage()).contains("freesdn.yaml");
    }

    private void write(String text) throws IOException {
        Files.writeString(dir.resolve("freesdn.yaml"), text);
    }

    private ApplicationFailure failure(String name) {
        return catchThrowableOfType(ApplicationFailure.class, () -> new StackFiles(dir).read(name));
    }
}

package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a person does when it is no drill: promote, restore, interrupt; and drills that the temporal CLI starts. */
@Tag("lab")
class IncidentTest {
    @TempDir
    Path folder = Path.of("");

    @RegisterExtension
    final WholeLab lab = new WholeLab();

    private final Product product = lab.product();

    @Test
    void deadPrimaryIsReplacedByAnApprovedPromotionAndRejoined() {
        Ran before = product.hadrill("check", "--scenario", "primary_kill");
        String primary =
                before.out().contains("freesdn-postgres-standby") ? "freesdn-postgres-standby" : "freesdn-postgres";
        docker("kill", primary);

        Ran promoted =
                product.hadrill("promote", "freesdn", "--approve-by", "IncidentTest", "--why", "the primary is dead");

        assertThat(promoted.exit()).as(promoted.toString()).isZero();
        product.assertLabIsWhole();
        Ran after = product.hadrill("check", "--scenario", "primary_kill");
        assertThat(after.exit()).as(after.toString()).isZero();
    }

    @Test
    void wreckIsMadeWhole() {
        docker("kill", "freesdn-api", "freesdn-redis-sentinel-2", "freesdn-worker", "freesdn-postgres-standby");
        docker("pause", "freesdn-redis-replica");

        Ran restored = product.hadrill("restore", "freesdn");

        assertThat(restored.exit()).as(restored.toString()).isZero();
    }

    @Test
    void interruptedRunIsAbortedHealedAndInconclusive() throws Exception {
        Path out = folder.resolve("out");
        Process run = new ProcessBuilder(
                        Product.HOME.resolve("hadrill").toString(),
                        "run",
                        "--scenario",
                        "redis_kill",
                        "--report-dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.readString(out).contains("fault confirmed"));
        run.destroy(); // SIGTERM: in a pipe it aborts at once, as Ctrl-C does

        assertThat(run.waitFor(2, TimeUnit.MINUTES)).as(Files.readString(out)).isTrue();
        assertThat(Files.readString(out)).contains("INCONCLUSIVE", "aborted by");
        product.assertLabIsWhole();
    }

    @Test
    void temporalCliStartsADrillWithTheScenarioAlone() throws IOException {
        Ran run = product.drillByTemporalCli("{\"scenario\":\"api_kill\"}", "--output", "json");

        JsonNode ended = Json.mapper().readTree(run.out());
        assertThat(ended.path("status").asText()).as(run.toString()).isEqualTo("COMPLETED");
        assertThat(ended.path("result").path("verdict").asText()).isEqualTo("PASSED");
    }

    @Test
    void wrongInputFromTheTemporalCliFailsAtOnceAndSaysWhatIsAllowed() {
        List<String> before = product.containers();
        Ran unknown = product.drillByTemporalCli("{\"scenario\":\"redis_kil\"}");
        Ran negative = product.drillByTemporalCli("{\"scenario\":\"redis_kill\",\"rto_budget\":\"-3\"}");

        assertThat(unknown.exit()).isNotZero();
        assertThat(unknown.out() + unknown.err()).contains("api_kill, primary_kill, redis_kill");
        assertThat(negative.exit()).isNotZero();
        assertThat(negative.out() + negative.err()).contains("rto_budget must be > 0, was -3.0s");
        assertThat(product.containers()).isEqualTo(before);
    }

    private static void docker(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "docker";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Ran ran = Ran.command(Duration.ofSeconds(30), command);
        assertThat(ran.exit()).as(ran.toString()).isZero();
    }
}

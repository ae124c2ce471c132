package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.scripted.ScriptedTarget.Mode;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage that somebody else causes; it needs the platform, and no lab. */
@Tag("lab")
class ObserveTest {
    private static final Duration DOWN = Duration.ofMillis(1500);
    /** Of probes, so that the outage begins well after the baseline. */
    private static final int ASKED_BEFORE = 100;

    private final ScriptedTarget target = new ScriptedTarget(0);
    private final Product product = new Product();

    @TempDir
    Path reports = Path.of("");

    @AfterEach
    void close() {
        target.close();
        product.close();
    }

    @Test
    void outageIsFoundOnceAndItsIntervalsHoldTheTruth() throws Exception {
        CompletableFuture<Truth> truth = CompletableFuture.supplyAsync(this::goDownAndUp);

        JsonNode printed = observe("--until-stable", "--stable-for", "2s");

        Truth known = truth.get(1, TimeUnit.SECONDS);
        assertThat(printed.path("outages")).hasSize(1);
        JsonNode outage = printed.path("outages").path(0);
        assertHolds(outage.path("start"), known.downFrom(), known.downTo());
        assertHolds(outage.path("end"), known.upFrom(), known.upTo());
        assertHolds(outage.path("duration_sec"), known.upFrom() - known.downTo(), known.upTo() - known.downFrom());
        assertThat(outage.path("flaps").asInt()).isZero();
        assertThat(printed.path("probes").path("service").path("bad").asInt()).isGreaterThan(50);
        assertThat(printed.path("end").asText()).isEqualTo("stable");
        assertEvidence(printed);
        assertThat(product.keptAs(printed.path("workflow_id").asText()))
                .extracting(DrillSummary::scenario, DrillSummary::verdict)
                .containsExactly("observe", null);
        System.out.printf("observe: one outage, start %s, end %s%n", outage.path("start"), outage.path("end"));
    }

    @Test
    void withoutAnOutageThereIsNone() throws Exception {
        JsonNode printed = observe("--for", "5s");

        assertThat(printed.path("outages").isArray()).isTrue();
        assertThat(printed.path("outages")).isEmpty();
        assertThat(printed.path("probes").path("service").path("total").asInt()).isGreaterThan(150);
        assertThat(product.keptAs(printed.path("workflow_id").asText()).drillId())
                .isEqualTo(printed.path("drill_id").asText());
    }

    @Test
    void interruptEndsItAndPrintsWhatWasSeen() throws Exception {
        Process process = new ProcessBuilder(
                        Product.HOME.resolve("hadrill").toString(),
                        "observe",
                        "--url",
                        url(),
                        "--for",
                        "10m",
                        "--json",
                        "--report-dir",
                        reports.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        awaitAsked(ASKED_BEFORE);

        process.toHandle().destroy(); // not the process itself: that closes what it prints

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        JsonNode printed = Json.mapper().readTree(process.getInputStream());
        assertThat(process.exitValue()).isZero();
        assertThat(printed.path("end").asText()).isEqualTo("cancelled");
        assertThat(printed.path("probes").path("service").path("total").asInt()).isGreaterThan(50);
    }

    @Test
    void publicAddressIsRefusedInOneLine() {
        Ran ran = product.hadrill("observe", "--url", "http://203.0.113.8/", "--for", "5s", "--json");

        assertThat(ran.exit()).isOne();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).singleElement().asString().contains("203.0.113.8 is public");
    }

    private JsonNode observe(String... more) throws JsonProcessingException {
        String[] arguments = new String[5 + more.length + 1];
        System.arraycopy(
                new String[] {"observe", "--url", url(), "--report-dir", reports.toString()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        arguments[arguments.length - 1] = "--json";
        Ran ran = product.hadrill(Duration.ofMinutes(2), arguments);
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.out().lines()).hasSize(1);
        return Json.mapper().readTree(ran.out());
    }

    private String url() {
        return "http://127.0.0.1:" + target.port() + "/ready";
    }

    /** In Unix seconds: went down, and up again, between these. */
    private record Truth(double downFrom, double downTo, double upFrom, double upTo) {}

    private Truth goDownAndUp() {
        awaitAsked(ASKED_BEFORE);
        double downFrom = now();
        target.become(Mode.ANSWERS_503);
        double downTo = now();
        pause(DOWN);
        double upFrom = now();
        target.become(Mode.UP);
        return new Truth(downFrom, downTo, upFrom, now());
    }

    private void awaitAsked(int requests) {
        org.awaitility.Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofMinutes(1))
                .until(() -> target.asked() > requests);
    }

    private static void assertHolds(JsonNode bounds, double from, double to) {
        assertThat(bounds.get(0).asDouble()).isLessThanOrEqualTo(to);
        assertThat(bounds.get(1).asDouble()).isGreaterThanOrEqualTo(from);
        assertThat(bounds.get(1).asDouble() - bounds.get(0).asDouble()).isLessThan(1);
    }

    private void assertEvidence(JsonNode printed) throws IOException {
        Path folder = Path.of(printed.path("evidence_path").asText());
        JsonNode report = Json.mapper().readTree(Files.readString(folder.resolve("report.json")));
        assertThat(report.path("scenario").asText()).isEqualTo("observe");
        assertThat(report.path("drill_id").asText())
                .isEqualTo(printed.path("drill_id").asText());
    }

    private static double now() {
        Instant now = Instant.now();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

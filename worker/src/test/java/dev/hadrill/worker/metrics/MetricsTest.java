package dev.hadrill.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hadrill.activities.observation.ProbeNow;
import dev.hadrill.db.JdbiNotices.Backlog;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.history.Due;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scraped over HTTP, as Prometheus does it. */
@Timeout(60)
class MetricsTest {
    private static final Path DOC = Path.of("../docs/metrics.md");
    private static final String BEGIN = "<!-- gauges -->\n";
    private static final String END = "<!-- end of gauges -->";
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Instant FINISHED = Instant.parse("2026-06-05T14:30:30.250Z");

    private Metrics metrics = new Metrics(0, OFTEN);
    private volatile Supplier<List<DrillSummary>> history = List::of;
    private volatile List<ProbeNow> probes = List.of();
    private volatile int outbox = 2;

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void theLastDrillIsShownWithItsBoundsAndItsBudget() throws Exception {
        history = () -> List.of(drill("freesdn", "redis_kill", 6.5), drill("freesdn", "primary_kill", 9.0));
        Exposition shown = scraped();

        String[] drill = {"stack", "freesdn", "scenario", "redis_kill"};
        assertThat(shown.value("hadrill_last_rto_seconds", and(drill, "bound", "lo")))
                .isEqualTo(5.5);
        assertThat(shown.value("hadrill_last_rto_seconds", and(drill, "bound", "mid")))
                .isEqualTo(6.0);
        assertThat(shown.value("hadrill_last_rto_seconds", and(drill, "bound", "hi")))
                .isEqualTo(6.5);
        assertThat(shown.value("hadrill_rto_budget_seconds", drill)).isEqualTo(20);
        assertThat(shown.value("hadrill_lost_writes", drill)).isEqualTo(3);
        assertThat(shown.value("hadrill_last_drill_timestamp_seconds", drill)).isEqualTo(1780669830.25);
        assertThat(shown.value("hadrill_last_verdict", and(drill, "verdict", "FAILED")))
                .isEqualTo(1);
        assertThat(shown.value("hadrill_last_verdict", and(drill, "verdict", "PASSED")))
                .isZero();
        assertThat(shown.value("hadrill_last_verdict", and(drill, "verdict", "INCONCLUSIVE")))
                .isZero();
        assertThat(shown.value("hadrill_drill_overdue", drill)).isZero();
        assertThat(shown.value("hadrill_drill_overdue", "stack", "freesdn", "scenario", "api_kill"))
                .isEqualTo(1);
        assertThat(shown.value("hadrill_history_up")).isEqualTo(1);
        assertThat(shown.value("hadrill_outbox_files")).isEqualTo(2);
        assertThat(shown.value("hadrill_spool_bytes")).isEqualTo(4096);
        assertThat(shown.value("hadrill_undelivered_notices", "state", "waiting"))
                .isEqualTo(5);
        assertThat(shown.value("hadrill_undelivered_notices", "state", "given_up"))
                .isEqualTo(1);
    }

    @Test
    void whatNeverRecoveredHasNoUpperBound() throws Exception {
        history = () -> List.of(drill("freesdn", "redis_kill", null));
        Exposition shown = scraped();

        String[] drill = {"stack", "freesdn", "scenario", "redis_kill"};
        assertThat(shown.value("hadrill_last_rto_seconds", and(drill, "bound", "lo")))
                .isEqualTo(5.5);
        assertThat(shown.value("hadrill_last_rto_seconds", and(drill, "bound", "mid")))
                .isInfinite();
        assertThat(shown.value("hadrill_last_rto_seconds", and(drill, "bound", "hi")))
                .isInfinite();
    }

    @Test
    void whatWasNotMeasuredIsAbsent() throws Exception {
        history = () -> List.of(row("freesdn", "api_kill", Map.of("verdict", "INCONCLUSIVE", "rto_budget_sec", 20)));
        Exposition shown = scraped();

        assertThat(shown.named("hadrill_last_rto_seconds")).isEmpty();
        assertThat(shown.named("hadrill_lost_writes")).isEmpty();
        assertThat(shown.named("hadrill_outage_now")).isEmpty();
        assertThat(shown.named("hadrill_last_verdict")).hasSize(3);
    }

    @Test
    void hostileNamesStayLabels() throws Exception {
        String hostile = "a\"b\\c\nhadrill_history_up 0\n{}=,# ❄";
        history = () -> List.of(drill(hostile, "x\\\"} 1", 6.5));
        probes = List.of(new ProbeNow(hostile, "", true));
        Exposition shown = scraped();

        assertThat(shown.value("hadrill_rto_budget_seconds", "stack", hostile, "scenario", "x\\\"} 1"))
                .isEqualTo(20);
        assertThat(shown.value("hadrill_outage_now", "stack", hostile, "probe", ""))
                .isEqualTo(1);
        assertThat(shown.value("hadrill_history_up")).isEqualTo(1);
    }

    @Test
    void anOutageIsShownAsLongAsItIsSeen() throws Exception {
        probes = List.of(
                new ProbeNow("freesdn", "lb", false),
                new ProbeNow("freesdn", "lb", true),
                new ProbeNow("freesdn", "api-1", false));
        Exposition during = scraped();
        probes = List.of();

        assertThat(during.value("hadrill_outage_now", "stack", "freesdn", "probe", "lb"))
                .isEqualTo(1);
        assertThat(during.value("hadrill_outage_now", "stack", "freesdn", "probe", "api-1"))
                .isZero();
        assertThat(scrape().named("hadrill_outage_now")).isEmpty();
    }

    @Test
    void aHistoryThatHangsHoldsNoScrapeUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        history = () -> {
            asked.countDown();
            awaitForever();
            return List.of();
        };
        start();
        asked.await();

        assertThat(scrape().named("hadrill_history_up")).isEmpty();
    }

    @Test
    void aHistoryThatGoesAwayIsSaidAndItsDrillsAreShownAsTheyWere() throws Exception {
        history = () -> List.of(drill("freesdn", "redis_kill", 6.5));
        scraped();
        history = () -> {
            throw Failures.passing(Failures.HISTORY_DOWN, "the history cannot be used", null);
        };
        outbox = 7;

        await().until(() -> scrape().value("hadrill_history_up") == 0);
        assertThat(scrape().named("hadrill_last_rto_seconds")).hasSize(3);
        assertThat(scrape().value("hadrill_outbox_files")).isEqualTo(7);

        history = List::of;
        await().until(() -> scrape().value("hadrill_history_up") == 1);
        assertThat(scrape().named("hadrill_last_rto_seconds")).isEmpty();
    }

    @Test
    void aTakenPortIsTakenWhenItIsFree() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            metrics.close();
            metrics = new Metrics(holder.getLocalPort(), OFTEN);
            start();
            assertThat(metrics.address()).isNull();
        }
        await().until(metrics::address, Objects::nonNull);
        assertThat(scrape().names()).contains("process_uptime_seconds");
    }

    @Test
    void onlyMetricsAreServedAndOnlyToGet() throws Exception {
        start();
        assertThat(ask("GET", "/metrics").headers().firstValue("Content-Type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
        assertThat(ask("DELETE", "/metrics").headers().firstValue("Allow")).contains("GET");
        assertThat(List.of("/", "/metricsx", "/metrics/", "/../metrics"))
                .allSatisfy(path -> assertThat(ask("GET", path).statusCode()).isEqualTo(404));
        assertThat(address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void callersThatSayNothingDoNotStopAScrape() throws Exception {
        start();
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            silent.add(new Socket(address().getAddress(), address().getPort()));
        }
        assertThat(scrape().names()).contains("jvm_memory_used_bytes", "process_cpu_usage", "process_files_open_files");
        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void everyMetricIsExplained() throws Exception {
        history = () -> List.of(drill("freesdn", "redis_kill", 6.5));
        probes = List.of(new ProbeNow("freesdn", "lb", false));
        Exposition shown = scraped();

        for (Gauge gauge : Gauge.values()) {
            assertThat(shown.names()).contains(gauge.prometheusName());
            assertThat(shown.help()).containsEntry(gauge.prometheusName(), gauge.help());
        }
    }

    /** After a change: {@code mvn test -pl worker -am -Dtest=MetricsTest -Dhadrill.docs.write=true}. */
    @Test
    void theDocNamesEveryGauge() throws IOException {
        String table = Arrays.stream(Gauge.values())
                .map(gauge -> "| `%s` | %s | %s |%n"
                        .formatted(gauge.prometheusName(), String.join(", ", gauge.labels()), gauge.help()))
                .collect(Collectors.joining());
        String doc = Files.readString(DOC);
        String expected = "| metric | labels | meaning |\n|---|---|---|\n" + table;
        int from = doc.indexOf(BEGIN) + BEGIN.length();
        if (Boolean.getBoolean("hadrill.docs.write")) {
            Files.writeString(DOC, doc.substring(0, from) + expected + doc.substring(doc.indexOf(END)));
            return;
        }
        assertThat(doc.substring(from, doc.indexOf(END))).isEqualTo(expected);
    }

    private void start() {
        metrics.start(new Sources(
                () -> history.get(),
                () -> List.of(new Due("freesdn", "redis_kill", false), new Due("freesdn", "api_kill", true)),
                () -> new Backlog(5, 1),
                () -> outbox,
                () -> 4096,
                () -> probes));
    }

    /** After the history was read. */
    private Exposition scraped() throws Exception {
        start();
        await().until(() -> !scrape().named("hadrill_history_up").isEmpty());
        return scrape();
    }

    private Exposition scrape() throws IOException, InterruptedException {
        return Exposition.of(ask("GET", "/metrics").body());
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + address().getPort() + path))
                    .timeout(Duration.ofSeconds(5))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private InetSocketAddress address() {
        return Objects.requireNonNull(metrics.address());
    }

    private static void awaitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String[] and(String[] labels, String name, String value) {
        String[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = name;
        all[labels.length + 1] = value;
        return all;
    }

    private static DrillSummary drill(String stack, String scenario, @Nullable Double hiSec) {
        Map<String, Object> measured =
                new HashMap<>(Map.of("verdict", "FAILED", "rto_budget_sec", 20, "rto_lo_sec", 5.5, "lost_writes", 3));
        measured.put("rto_sec", hiSec == null ? 5.5 : 6.0);
        measured.put("rto_hi_sec", hiSec);
        return row(stack, scenario, measured);
    }

    private static DrillSummary row(String stack, String scenario, Map<String, Object> measured) {
        Map<String, Object> row = new HashMap<>(measured);
        row.putAll(Map.of("drill_id", "d1", "workflow_id", "w", "stack", stack, "scenario", scenario));
        row.putAll(Map.of("started_at", FINISHED, "finished_at", FINISHED));
        return Json.mapper().convertValue(row, DrillSummary.class);
    }
}

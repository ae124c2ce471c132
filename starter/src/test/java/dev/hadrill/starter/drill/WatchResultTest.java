package dev.hadrill.starter.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.observation.Answers;
import dev.hadrill.workflows.observation.Baseline;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Gap;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchResultTest {
    private static final Instant WALL = Instant.parse("2025-11-22T20:00:00.123456Z");
    private static final long MONO = 5_000_000_000_123L;

    @Test
    void instantsAreUnixSecondsWithMicroseconds() {
        JsonNode outage = printed(
                        new Outage(at(1_000_000_000, 1_030_000_000), at(2_500_000_000L, 2_540_000_000L), 1, 7))
                .path("outages")
                .path(0);

        assertThat(outage.path("start").get(0).decimalValue()).isEqualTo(new BigDecimal("1763841601.123451"));
        assertThat(outage.path("end").get(1).decimalValue()).isEqualTo(new BigDecimal("1763841602.663459"));
        assertThat(outage.path("duration_sec").get(0).decimalValue()).isEqualTo(new BigDecimal("1.470000"));
        assertThat(outage.path("duration_sec").get(1).decimalValue()).isEqualTo(new BigDecimal("1.540000"));
        assertThat(outage.path("flaps").asInt()).isOne();
    }

    @Test
    void boundsAreRoundedOutwards() {
        JsonNode outage = printed(new Outage(at(1_001, 1_999), at(5_001, 5_999), 0, 1))
                .path("outages")
                .path(0);

        assertThat(outage.path("start").get(0).decimalValue()).isLessThan(new BigDecimal("1763841600.123457"));
        assertThat(outage.path("start").get(1).decimalValue()).isGreaterThan(new BigDecimal("1763841600.123460"));
        assertThat(outage.path("duration_sec").get(0).decimalValue()).isEqualTo(new BigDecimal("0.000003"));
        assertThat(outage.path("duration_sec").get(1).decimalValue()).isEqualTo(new BigDecimal("0.000005"));
    }

    @Test
    void outageThatHasNotEndedHasNoUpperBound() {
        JsonNode outage = printed(new Outage(at(0, 20_000_000), null, null, 3_000_000_000L + MONO, 0, 150))
                .path("outages")
                .path(0);

        assertThat(outage.path("end").get(0).isNumber()).isTrue();
        assertThat(outage.path("end").get(1).isNull()).isTrue();
        assertThat(outage.path("duration_sec").get(0).decimalValue()).isEqualTo(new BigDecimal("2.980000"));
        assertThat(outage.path("duration_sec").get(1).isNull()).isTrue();
    }

    @Test
    void numbersAreWrittenOut() {
        String json = result(new Outage(at(0, 1), at(0, 1), 0, 1)).json();

        assertThat(json).doesNotContain("E-", "E+").contains("\"duration_sec\":[0.000000,0.000001]");
        assertThat(json.lines()).hasSize(1);
    }

    @Test
    void withoutAnOutageTheListIsEmptyAndTheProbeIsThere() {
        JsonNode printed = printed();

        assertThat(printed.path("outages")).isEmpty();
        JsonNode probe = printed.path("probes").path("service");
        assertThat(probe.path("total").asInt()).isEqualTo(250);
        assertThat(probe.path("interval_ms").asDouble()).isEqualTo(20);
        assertThat(probe.path("lag_ms").path("p99").asDouble()).isEqualTo(0.2);
        assertThat(probe.path("gaps").asInt()).isOne();
        assertThat(probe.path("latency").path("before").path("p50_ms").asDouble())
                .isEqualTo(1.5);
        assertThat(result().lines()).contains("no outage");
    }

    private static JsonNode printed(Outage... outages) {
        try {
            return Json.mapper()
                    .reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .readTree(result(outages).json());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static WatchResult result(Outage... outages) {
        Stamp began = new Stamp(MONO, "boot", WALL);
        Answers.Latency answers = new Answers.Latency(240, Duration.ofNanos(1_500_000), Duration.ofMillis(3));
        ProbeResult probe = new ProbeResult(
                "service",
                Duration.ofMillis(20),
                new Baseline(240, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
                250,
                10,
                0,
                List.of(outages),
                List.of(new Gap(1, 2)),
                new Answers(answers, answers, answers),
                100,
                200,
                300,
                0);
        Observation observation = new Observation(
                began,
                began.at(MONO + 5_000_000_000L),
                Observation.End.STABLE,
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                List.of("service"),
                List.of(probe),
                null,
                1);
        return WatchResult.of(new DrillState("d1", "w1", List.of()), observation, "observe-1", null);
    }

    private static Bounds at(long lo, long hi) {
        return new Bounds(MONO + lo, MONO + hi);
    }
}

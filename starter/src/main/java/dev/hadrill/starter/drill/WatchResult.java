package dev.hadrill.starter.drill;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.observation.Answers;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code hadrill observe} found: instants in Unix seconds, each as the bounds that it lies between.
 *
 * @param outages of the page that was asked, in the order of time
 * @param observed from when to when
 * @param end why it stopped looking: stable, max_wait, cancelled
 * @param evidence the folder's name; null when none could be rendered
 * @param evidencePath where it was laid; null while the history does not have it
 */
public record WatchResult(
        List<Span> outages,
        Map<String, Figures> probes,
        List<@Nullable BigDecimal> observed,
        String end,
        int attempts,
        String drillId,
        String workflowId,
        @Nullable String evidence,
        @Nullable String evidencePath) {
    /** An outage; an upper bound is null where it had not ended. */
    public record Span(
            List<@Nullable BigDecimal> start,
            List<@Nullable BigDecimal> end,
            List<@Nullable BigDecimal> durationSec,
            int flaps,
            int badProbes) {}

    /** How one probe went, and how well it was sent. */
    public record Figures(
            int total,
            int bad,
            int slow,
            @Nullable Double intervalMs,
            Lag lagMs,
            int late,
            int gaps,
            @Nullable Latencies latency) {}

    /** How much later than planned the probes were sent. */
    public record Lag(double p50, double p99, double max) {}

    /** Of the answers before, during and after the outages. */
    public record Latencies(Latency before, Latency during, Latency after) {}

    /** Of some answers. */
    public record Latency(int count, double p50Ms, double p99Ms) {}

    /** From what a watch left; {@code observation} is its own. */
    public static WatchResult of(
            DrillState watch, Observation observation, @Nullable String evidence, @Nullable String evidencePath) {
        WallClock clock = new WallClock(observation.began());
        Map<String, Figures> probes = new LinkedHashMap<>();
        observation.probes().forEach(result -> probes.put(result.probe(), figures(result)));
        return new WatchResult(
                observation.leading().outages().stream()
                        .map(outage -> span(outage, clock))
                        .toList(),
                probes,
                Arrays.asList(clock.lower(mono(observation.began())), clock.upper(mono(observation.ended()))),
                observation.end().name().toLowerCase(Locale.ROOT),
                observation.attempts(),
                watch.drillId(),
                watch.workflowId(),
                evidence,
                evidencePath);
    }

    /** One object on one line; numbers are written out, never as powers of ten. */
    public String json() {
        try {
            return Json.mapper()
                    .writer()
                    .with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Span outage : outages) {
            lines.add("outage    %s, from %s%s"
                    .formatted(
                            duration(outage.durationSec()),
                            java.time.Instant.ofEpochMilli(millis(java.util.Objects.requireNonNull(
                                    outage.start().getFirst()))),
                            outage.flaps() == 0 ? "" : ", %d flaps".formatted(outage.flaps())));
        }
        if (outages.isEmpty()) {
            lines.add("no outage");
        }
        probes.forEach((name, seen) -> lines.add(String.format(
                Locale.ROOT,
                "%-9s %d probes, %d bad, %d slow; sent late by p99 %.1f ms, max %.1f ms; %d gaps",
                name,
                seen.total(),
                seen.bad(),
                seen.slow(),
                seen.lagMs().p99(),
                seen.lagMs().max(),
                seen.gaps())));
        return lines;
    }

    private static Span span(Outage outage, WallClock clock) {
        Bounds end = outage.end();
        return end == null
                ? new Span(
                        clock.bounds(outage.start()),
                        Arrays.asList(clock.lower(outage.lastBadNs()), null),
                        WallClock.duration(outage.start(), outage.lastBadNs(), null),
                        outage.flaps(),
                        outage.badProbes())
                : new Span(
                        clock.bounds(outage.start()),
                        clock.bounds(end),
                        WallClock.duration(outage.start(), end.loNs(), end.hiNs()),
                        outage.flaps(),
                        outage.badProbes());
    }

    private static Figures figures(ProbeResult result) {
        Duration interval = result.interval();
        Answers answers = result.answers();
        return new Figures(
                result.total(),
                result.bad(),
                result.slow(),
                interval == null ? null : ms(interval),
                new Lag(result.lagP50Us() / 1e3, result.lagP99Us() / 1e3, result.lagMaxUs() / 1e3),
                result.late(),
                result.gaps().size(),
                answers == null
                        ? null
                        : new Latencies(
                                latency(answers.before()), latency(answers.during()), latency(answers.after())));
    }

    private static Latency latency(Answers.Latency answers) {
        return new Latency(answers.count(), ms(answers.p50()), ms(answers.p99()));
    }

    private static String duration(List<@Nullable BigDecimal> bounds) {
        BigDecimal hi = bounds.getLast();
        return hi == null
                ? String.format(Locale.ROOT, "> %.3f s, not over", bounds.getFirst())
                : String.format(Locale.ROOT, "%.3f to %.3f s", bounds.getFirst(), hi);
    }

    private static long millis(BigDecimal unixSeconds) {
        return unixSeconds.movePointRight(3).longValue();
    }

    private static double ms(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static long mono(Stamp stamp) {
        return java.util.Objects.requireNonNull(stamp.monoNs());
    }
}

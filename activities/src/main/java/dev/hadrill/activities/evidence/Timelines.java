package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.observation.BadSecond;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A probe's samples, one by one: for report.json and for its CSV. */
final class Timelines {
    private Timelines() {}

    /** How many of the probes sent in one second were bad; a partial outage shows here. */
    record BadSecondLine(long tOffsetSec, int bad, int total, double fraction) {}

    /** Numbers and four words, nothing that a spreadsheet could take for a formula. */
    static String csv(List<Sample> samples, Timeline timeline) {
        return ordered(samples)
                .map(sample -> String.format(
                        Locale.ROOT,
                        "%.6f,%s,%s,%.3f\n",
                        timeline.at(sample.sentNs()),
                        sample.outcome().status(),
                        sample.httpCode() == 0 ? "" : Integer.toString(sample.httpCode()),
                        sample.latencyNs() / 1e6))
                .collect(Collectors.joining("", "t_offset_sec,status,http_code,latency_ms\n", ""));
    }

    static List<ReportJson.SampleLine> json(List<Sample> samples, Timeline timeline) {
        return ordered(samples)
                .map(sample -> new ReportJson.SampleLine(String.format(
                        Locale.ROOT,
                        "\n    {\"t_offset_sec\":%.6f,\"status\":\"%s\",\"http_code\":%s,\"latency_ms\":%.3f}",
                        timeline.at(sample.sentNs()),
                        sample.outcome().status(),
                        sample.httpCode() == 0 ? "null" : Integer.toString(sample.httpCode()),
                        sample.latencyNs() / 1e6)))
                .toList();
    }

    /** Seconds in which any was bad. */
    static List<BadSecondLine> badSeconds(List<Sample> samples, Observation seen) {
        return BadSecond.of(samples, Objects.requireNonNull(seen.began().monoNs())).stream()
                .filter(second -> second.bad() > 0)
                .map(second -> new BadSecondLine(
                        second.second(), second.bad(), second.sent(), Math.round(1_000 * second.fraction()) / 1_000.0))
                .toList();
    }

    private static Stream<Sample> ordered(List<Sample> samples) {
        return samples.stream().sorted(Comparator.comparingLong(Sample::sentNs));
    }
}

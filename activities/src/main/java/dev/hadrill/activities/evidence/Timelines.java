package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.observation.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A probe's samples, one by one: for report.json and for its CSV. */
final class Timelines {
    private Timelines() {}

    /** How many of the probes sent in one second were bad; a partial outage shows here. */
    record BadSecond(long tOffsetSec, int bad, int total, double fraction) {}

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
    static List<BadSecond> badSeconds(List<Sample> samples, Timeline timeline) {
        TreeMap<Long, int[]> seconds = new TreeMap<>();
        ordered(samples).filter(Sample::counts).forEach(sample -> {
            long second = (long) Math.floor(timeline.at(sample.sentNs()));
            int[] counts = seconds.computeIfAbsent(second, key -> new int[2]);
            counts[0] += sample.good() ? 0 : 1;
            counts[1]++;
        });
        return seconds.entrySet().stream()
                .filter(entry -> entry.getValue()[0] > 0)
                .map(entry -> new BadSecond(
                        entry.getKey(),
                        entry.getValue()[0],
                        entry.getValue()[1],
                        Math.round(1_000.0 * entry.getValue()[0] / entry.getValue()[1]) / 1_000.0))
                .toList();
    }

    private static Stream<Sample> ordered(List<Sample> samples) {
        return samples.stream().sorted(Comparator.comparingLong(Sample::sentNs));
    }
}

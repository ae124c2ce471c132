package dev.hadrill.workflows.observation;

import java.time.Duration;
import java.util.List;
import java.util.function.LongPredicate;

/** How long answers of whatever kind took: before the first outage, from its start to the end of the last, and after. */
public record Answers(Latency before, Latency during, Latency after) {
    /** Of all probes that were answered; zero where none was. */
    public record Latency(int count, Duration p50, Duration p99) {}

    /** By when each was sent. Without an outage all are before it; with one that did not end none is after it. */
    static Answers of(List<Sample> samples, List<Outage> outages) {
        boolean none = outages.isEmpty();
        long firstNs = none ? Long.MAX_VALUE : outages.getFirst().start().loNs();
        long lastNs = none || !outages.getLast().recovered()
                ? Long.MAX_VALUE
                : outages.getLast().lastBadNs();
        return new Answers(
                latency(samples, sent -> sent <= firstNs),
                latency(samples, sent -> sent > firstNs && sent <= lastNs),
                latency(samples, sent -> sent > firstNs && sent > lastNs));
    }

    private static Latency latency(List<Sample> samples, LongPredicate sentThen) {
        long[] latencies = samples.stream()
                .filter(sample -> answered(sample.outcome()) && sentThen.test(sample.sentNs()))
                .mapToLong(Sample::latencyNs)
                .sorted()
                .toArray();
        return new Latency(latencies.length, Baseline.percentile(latencies, 0.5), Baseline.percentile(latencies, 0.99));
    }

    private static boolean answered(Outcome outcome) {
        return switch (outcome) {
            case GOOD, SLOW, WRONG -> true;
            case REFUSED, TIMED_OUT, PROBER_ERROR -> false;
        };
    }
}

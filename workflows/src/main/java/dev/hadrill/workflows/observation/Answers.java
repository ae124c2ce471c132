package dev.hadrill.workflows.observation;

import java.time.Duration;

/** How long answers of whatever kind took: before the first outage, from its start to the end of the last, and after. */
public record Answers(Latency before, Latency during, Latency after) {
    /** Of all probes that were answered; zero where none was. */
    public record Latency(int count, Duration p50, Duration p99) {}
}

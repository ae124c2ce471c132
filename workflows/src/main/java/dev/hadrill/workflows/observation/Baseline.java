package dev.hadrill.workflows.observation;

import java.time.Duration;

/**
 * The service before the fault.
 *
 * @param answerWithin the p99.9 of at least 1,000 answers, else their maximum
 */
public record Baseline(int answers, Duration p50, Duration p99, Duration answerWithin) {}

package dev.hadrill.workflows.observation;

/** What the observation's heartbeat carries: a few numbers for the eye of who watches. */
public record LiveCounts(int good, int bad, boolean outage) {}

package dev.hadrill.workflows.observation;

/** A span in which nothing was observed. */
public record Gap(long fromNs, long toNs) {}

package dev.hadrill.workflows.observation;

/** A span in which nothing was observed: an outage may have come and gone in it. */
public record Gap(long fromNs, long toNs) {}

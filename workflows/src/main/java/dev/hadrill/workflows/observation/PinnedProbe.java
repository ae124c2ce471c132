package dev.hadrill.workflows.observation;

/** A probe and the address that its host was resolved to, once. */
public record PinnedProbe(Probe probe, String address) {}

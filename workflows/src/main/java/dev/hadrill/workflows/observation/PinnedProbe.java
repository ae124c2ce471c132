package dev.hadrill.workflows.observation;

import org.jspecify.annotations.Nullable;

/**
 * A probe and where it asks, found once.
 *
 * @param address the numeric address of a {@link UrlProbe}'s host; null for one that runs inside the stack
 */
public record PinnedProbe(Probe probe, @Nullable String address) {}

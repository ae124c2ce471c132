package dev.hadrill.activities.observation;

/**
 * What a probe of an observation under way shows.
 *
 * @param stack {@code observe} where only an address is observed
 */
public record ProbeNow(String stack, String probe, boolean outage) {}

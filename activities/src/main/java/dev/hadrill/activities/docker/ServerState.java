package dev.hadrill.activities.docker;

/**
 * What a server of a store says of itself.
 *
 * @param writable it takes writes: a master, or a primary
 * @param timeline 0 where there is none
 */
public record ServerState(boolean writable, int timeline) {}

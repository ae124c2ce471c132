package dev.hadrill.workflows.history;

import java.time.Instant;

/**
 * The newest drill of a scenario on a stack that measured something.
 *
 * @param at when it started
 */
public record LastDrill(String stack, String scenario, Instant at) {}

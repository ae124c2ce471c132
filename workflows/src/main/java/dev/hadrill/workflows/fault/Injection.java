package dev.hadrill.workflows.fault;

import dev.hadrill.workflows.Stamp;

/**
 * When the fault took effect: after it was requested, and before it was confirmed.
 *
 * @param confirmation what was seen, for the evidence
 */
public record Injection(Stamp requested, Stamp confirmed, String confirmation) {}

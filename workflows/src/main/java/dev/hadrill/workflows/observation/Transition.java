package dev.hadrill.workflows.observation;

import dev.hadrill.workflows.Stamp;

/** A change the observation saw as it happened; the observation's result is what counts in the end. */
public record Transition(String probe, boolean outage, Stamp at) {}

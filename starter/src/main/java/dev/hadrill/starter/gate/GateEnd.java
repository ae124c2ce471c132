package dev.hadrill.starter.gate;

import dev.hadrill.workflows.gate.GateSummary;
import org.jspecify.annotations.Nullable;

/** How a gate's workflow ended: with its result, or failed with a line that says why. */
public record GateEnd(
        @Nullable GateSummary summary, @Nullable String failure) {}

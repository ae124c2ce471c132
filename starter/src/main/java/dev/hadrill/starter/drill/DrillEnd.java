package dev.hadrill.starter.drill;

import dev.hadrill.workflows.drill.DrillSummary;
import org.jspecify.annotations.Nullable;

/** How a drill's workflow ended: with its result, or failed with a line that says why. */
public record DrillEnd(
        @Nullable DrillSummary summary, @Nullable String failure) {}

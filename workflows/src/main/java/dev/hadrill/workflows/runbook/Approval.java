package dev.hadrill.workflows.runbook;

import dev.hadrill.workflows.TypedByHand;

/** Who said yes, and why. */
@TypedByHand
public record Approval(String by, String why) {
    public Approval {
        if (by == null || by.isBlank()) {
            throw new IllegalArgumentException("by must name who approves");
        }
    }
}

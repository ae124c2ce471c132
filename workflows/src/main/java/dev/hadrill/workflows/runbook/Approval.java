package dev.hadrill.workflows.runbook;

/** Who said yes, and why. */
public record Approval(String by, String why) {
    public Approval {
        if (by.isBlank()) {
            throw new IllegalArgumentException("by must name who approves");
        }
    }
}

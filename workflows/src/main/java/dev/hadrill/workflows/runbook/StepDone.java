package dev.hadrill.workflows.runbook;

import dev.hadrill.workflows.Stamp;

/** One step of a runbook, with its own times and what was seen. */
public record StepDone(String step, Stamp began, Stamp ended, String detail) {
    /** The step in which a person decides; by wall clock, since workflow code has no other. */
    public static final String APPROVAL = "approval";

    /** The step after which another server takes writes. */
    public static final String PROMOTE = "promote";
}

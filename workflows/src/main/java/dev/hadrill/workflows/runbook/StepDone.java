package dev.hadrill.workflows.runbook;

import dev.hadrill.workflows.Stamp;

/** One step of a runbook, with its own times and what was seen. */
public record StepDone(String step, Stamp began, Stamp ended, String detail) {}

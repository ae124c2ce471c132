package dev.hadrill.workflows.stack;

/** What one guard saw; {@code detail} is the refusal where it did not pass. */
public record GuardCheck(String guard, boolean passed, String detail) {}

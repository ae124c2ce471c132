package dev.hadrill.workflows.stack;

/** Whom a scenario attacks: the member of a component that has a role when the drill asks. */
public record Target(String component, Role role) {}

package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.stack.Scenario;

/** A scenario as the stack file described it when the gate began. */
public record GateScenario(String name, Scenario plan) {}

package dev.hadrill.activities.lease;

import dev.hadrill.activities.docker.Project;
import dev.hadrill.workflows.stack.ComponentHealth;

/** Knows one component: whether it is redundant, and how to make it so. */
public interface Keeper {
    /** What it sees now, in about a second; changes nothing. */
    ComponentHealth health(Project project);

    /**
     * Makes the component redundant from what it observes, or asks a person. Blocks, for at most two minutes and a step.
     * Safe to repeat: each step is taken only where its effect is missing.
     */
    void heal(Healing healing);
}

package dev.hadrill.activities.lease;

import dev.hadrill.activities.docker.Project;
import dev.hadrill.workflows.stack.ComponentHealth;
import dev.hadrill.workflows.stack.Role;
import java.util.Map;

/** Knows one component: whether it is redundant, and how to make it so. */
public interface Keeper {
    /** What it sees now, in about a second; changes nothing. */
    ComponentHealth health(Project project);

    /** By service, without asking more than it takes: a member that nobody waits for is looked for while others recover. */
    default Map<String, Role> roles(Project project) {
        return health(project).roles();
    }

    /**
     * Makes the component redundant from what it observes, or asks a person. Blocks, for at most two minutes and a step.
     * Safe to repeat: each step is taken only where its effect is missing.
     */
    void heal(Healing healing);
}

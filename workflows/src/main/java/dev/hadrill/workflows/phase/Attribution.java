package dev.hadrill.workflows.phase;

import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Role;
import java.util.List;

/** Says where the recovery time went, from what was seen. Pure. */
public final class Attribution {
    private Attribution() {}

    /**
     * In the order of time, without holes; empty without a recovery.
     *
     * @param target the role that was attacked
     * @param runbook its steps so far, empty where there was none
     */
    public static List<PhaseSpan> of(
            Observation observation, Injection injection, Role target, List<StepDone> runbook) {
        return List.of();
    }
}

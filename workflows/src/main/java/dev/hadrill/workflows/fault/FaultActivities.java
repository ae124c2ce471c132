package dev.hadrill.workflows.fault;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.PinnedStack;
import io.temporal.activity.ActivityInterface;

/** Does harm, to exactly one incarnation of one container. */
@ActivityInterface(namePrefix = "Fault.")
public interface FaultActivities {
    /**
     * Injects the fault and awaits its effect. Safe to repeat: a fault that may have landed is looked for, not
     * repeated, and another incarnation of the target is never touched.
     *
     * @param armedAt the injection is not earlier than this, whichever attempt sent it
     */
    Injection inject(PinnedStack stack, Fault fault, Member target, Stamp armedAt);
}

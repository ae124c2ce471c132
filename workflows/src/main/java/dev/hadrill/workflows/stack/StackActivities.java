package dev.hadrill.workflows.stack;

import io.temporal.activity.ActivityInterface;

/** Reads stack files and looks at stacks; changes nothing. */
@ActivityInterface(namePrefix = "Stack.")
public interface StackActivities {
    /**
     * Reads the stack file and pins every address. Fails for good on an unknown stack, listing what there is, and on an
     * address, Docker's included, that is not loopback or RFC 1918. Safe to repeat: reads only.
     */
    PinnedStack pin(PinRequest request);

    /** Every guard of DESIGN 5.1 but the lease, and the target as it is now. Safe to repeat: reads only. */
    GuardReport guard(PinnedStack stack, Target target);
}

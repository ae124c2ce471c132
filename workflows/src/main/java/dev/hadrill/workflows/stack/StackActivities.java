package dev.hadrill.workflows.stack;

import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.Probing;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Reads stack files and looks at stacks; changes nothing. */
@ActivityInterface(namePrefix = "Stack.")
public interface StackActivities {
    /**
     * Reads the stack file and pins every address. Fails for good on an unknown stack, listing what there is, and on an
     * address, Docker's included, that is not loopback or RFC 1918. Safe to repeat: reads only.
     */
    PinnedStack pin(PinRequest request);

    /**
     * Pins the address of every probe of an observation that has no stack. Fails for good on an address that is not
     * loopback or RFC 1918, and on a probe that asks no URL. Safe to repeat: looks names up only.
     */
    List<PinnedProbe> pinProbes(Probing probing);

    /** Every guard of DESIGN 5.1 but the lease, and the target as it is now. Safe to repeat: reads only. */
    GuardReport guard(PinnedStack stack, Target target);
}

package dev.hadrill.workflows.runbook;

import dev.hadrill.workflows.stack.PinnedStack;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** The steps of the promotion runbook; each looks first, so that repeating it after it was done does nothing. */
@ActivityInterface(namePrefix = "Runbook.")
public interface RunbookActivities {
    /**
     * Finds the old primary and the standby by role and checks that the standby may be promoted: in recovery, of the
     * same system, reachable. Fails for good with what a person must look at. Safe to repeat: reads only.
     */
    Promotion preflight(PinnedStack stack);

    /**
     * Makes sure that the old primary cannot come back as a second one: restart policy "no", killed, not running. Safe
     * to repeat: it names one incarnation, and one that is down already is fenced.
     */
    StepDone fence(PinnedStack stack, Promotion promotion);

    /**
     * Promotes the standby and checks it: out of recovery, a higher timeline, a write, a checkpoint. Safe to repeat: a
     * standby that is out of recovery on a higher timeline was promoted.
     */
    StepDone promote(PinnedStack stack, Promotion promotion);

    /**
     * Points the env file at the promoted node: atomic, mode kept, backup kept. Safe to repeat: a file that says so
     * already is left alone.
     */
    StepDone repoint(PinnedStack stack, Promotion promotion);

    /**
     * Recreates services in parallel with the new environment, starts nothing else, and awaits that they answer. Safe
     * to repeat: a container that has the new environment is left alone.
     */
    StepDone recreate(PinnedStack stack, Promotion promotion, List<String> services);

    /** Makes the load balancer see the recreated ones. Safe to repeat: a reload is idempotent. */
    StepDone refreshLoadBalancer(PinnedStack stack, Promotion promotion);

    /** Awaits a good answer through the load balancer. Safe to repeat: reads only. */
    StepDone verify(PinnedStack stack, Promotion promotion);
}

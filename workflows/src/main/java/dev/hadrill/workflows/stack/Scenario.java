package dev.hadrill.workflows.stack;

import dev.hadrill.workflows.fault.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault on a target, a recovery and a budget.
 *
 * @param maxWait how long the observation waits for stability before it calls the outage unrecovered; by default three
 *     budgets and a minute
 */
public record Scenario(
        String summary,
        Target target,
        Fault fault,
        Recovery recovery,
        Duration rtoBudget,
        @Nullable Duration maxWait) {
    public Scenario {
        requirePositive("rto_budget", rtoBudget);
        maxWait = maxWait == null ? rtoBudget.multipliedBy(3).plusMinutes(1) : maxWait;
        requirePositive("max_wait", maxWait);
        if (maxWait.compareTo(rtoBudget) <= 0) {
            throw new IllegalArgumentException(
                    "max_wait must be longer than rto_budget %s, was %s".formatted(rtoBudget, maxWait));
        }
    }

    /** The same with another budget; null keeps it. */
    public Scenario withBudget(@Nullable Duration budget) {
        return budget == null ? this : new Scenario(summary, target, fault, recovery, budget, null);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("%s must be > 0, was %ss".formatted(name, value.toMillis() / 1000.0));
        }
    }
}

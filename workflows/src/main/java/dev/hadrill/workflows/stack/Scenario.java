package dev.hadrill.workflows.stack;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hadrill.workflows.fault.Fault;
import dev.hadrill.workflows.ledger.RpoBudget;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault on a target, a recovery and a budget.
 *
 * @param maxWait how long the observation waits for stability before it calls the outage unrecovered; by default three
 *     budgets and a minute
 * @param decides the probes that decide the verdict; null means those of the observation
 * @param rpoBudget null judges no lost writes
 * @param staleAfter when a drill is overdue; null leaves it to the stack
 */
public record Scenario(
        String summary,
        Target target,
        Fault fault,
        Recovery recovery,
        Duration rtoBudget,
        @Nullable Duration maxWait,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> decides,

        @Nullable RpoBudget rpoBudget,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duration staleAfter) {
    public Scenario {
        requirePositive("rto_budget", rtoBudget);
        maxWait = maxWait == null ? rtoBudget.multipliedBy(3).plusMinutes(1) : maxWait;
        requirePositive("max_wait", maxWait);
        if (staleAfter != null) {
            requirePositive("stale_after", staleAfter);
        }
        decides = decides == null ? null : List.copyOf(decides);
        if (maxWait.compareTo(rtoBudget) <= 0) {
            throw new IllegalArgumentException(
                    "max_wait must be longer than rto_budget %s, was %s".formatted(rtoBudget, maxWait));
        }
    }

    /** One that is as overdue as its stack says. */
    public Scenario(
            String summary,
            Target target,
            Fault fault,
            Recovery recovery,
            Duration rtoBudget,
            @Nullable Duration maxWait,
            @Nullable List<String> decides,
            @Nullable RpoBudget rpoBudget) {
        this(summary, target, fault, recovery, rtoBudget, maxWait, decides, rpoBudget, null);
    }

    /** The same with another budget; null keeps it. */
    public Scenario withBudget(@Nullable Duration budget) {
        return budget == null
                ? this
                : new Scenario(summary, target, fault, recovery, budget, null, decides, rpoBudget, staleAfter);
    }

    static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("%s must be > 0, was %ss".formatted(name, value.toMillis() / 1000.0));
        }
    }
}

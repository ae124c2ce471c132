package dev.hadrill.workflows.regression;

import java.util.List;

/**
 * The candidate's runs of one scenario, and the baseline's: the last ones of the same stack before it. Each in the order
 * of time; of more than {@link Regression#MOST} the last count.
 */
public record Sample(String scenario, List<Run> candidate, List<Run> baseline) {
    public Sample {
        candidate = List.copyOf(candidate);
        baseline = List.copyOf(baseline);
    }
}

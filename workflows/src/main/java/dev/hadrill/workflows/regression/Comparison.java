package dev.hadrill.workflows.regression;

import org.jspecify.annotations.Nullable;

/**
 * The comparison of one scenario.
 *
 * @param shiftSec Hodges–Lehmann: by how many seconds the candidate is slower; null without enough runs, or where a run that never recovered makes it unbounded
 * @param shiftLoSec the 95 % confidence interval of the shift
 * @param p one-sided, exact, before Holm's correction; null without enough runs
 * @param pHolm corrected for the number of scenarios compared together
 * @param words for people: {@code no worse}, {@code worse by 2.1 s [1.4, 3.0]}, {@code not enough runs (3 of 5)}
 */
public record Comparison(
        String scenario,
        Outcome outcome,
        int candidateRuns,
        int baselineRuns,
        @Nullable Double shiftSec,
        @Nullable Double shiftLoSec,
        @Nullable Double shiftHiSec,
        @Nullable Double p,
        @Nullable Double pHolm,
        String words) {

    public enum Outcome {
        NO_WORSE,
        WORSE,
        NOT_ENOUGH_RUNS
    }
}

package dev.hadrill.workflows.regression;

import org.jspecify.annotations.Nullable;

/**
 * The comparison of one scenario.
 *
 * @param candidateRuns that counted, as {@code baselineRuns}
 * @param shiftSec Hodges–Lehmann: by how many seconds the candidate is slower; null without enough runs, or where runs
 *     that never recovered make it unbounded
 * @param shiftLoSec of the shift's 95 % confidence interval, as {@code shiftHiSec}; null where it is unbounded
 * @param p one-sided, exact, before Holm's correction; null without enough runs
 * @param pHolm corrected for the number of scenarios compared together
 * @param words for people: {@code no worse}, {@code worse by 2.1 s [1.4, 3.0]}, {@code worse: 2 of 5 never recovered, 0 of
 *     20 before}, {@code not enough runs (3 of 5)}
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

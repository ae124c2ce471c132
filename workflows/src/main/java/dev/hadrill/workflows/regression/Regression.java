package dev.hadrill.workflows.regression;

import java.util.List;

/** Compares a release with the ones before it: FACTS, "Release statistics". */
public final class Regression {
    private Regression() {}

    /** One comparison a sample, in their order; Holm's correction is over all of them together. */
    public static List<Comparison> compare(List<Sample> samples) {
        return List.of();
    }
}

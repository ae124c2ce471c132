package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.regression.Sample;
import java.util.List;

/**
 * The gate's drills against the baseline, scenario by scenario.
 *
 * @param baselineReleases whose drills the baseline is made of, the newest first
 * @param leftOut the gate's own drills that do not count: the engine itself died in them
 */
public record Compared(
        List<Sample> samples, List<Comparison> comparisons, List<String> baselineReleases, List<String> leftOut) {
    public Compared {
        samples = List.copyOf(samples);
        comparisons = List.copyOf(comparisons);
        baselineReleases = List.copyOf(baselineReleases);
        leftOut = List.copyOf(leftOut);
    }
}

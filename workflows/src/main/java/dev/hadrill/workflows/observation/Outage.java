package dev.hadrill.workflows.observation;

import org.jspecify.annotations.Nullable;

/**
 * A span in which users were not served well.
 *
 * @param end null when the observation ended before the service was stable
 * @param flaps how often a wait for stability was started again by a bad probe
 */
public record Outage(Bounds start, @Nullable Bounds end, int flaps, int badProbes) {
    public boolean recovered() {
        return end != null;
    }
}

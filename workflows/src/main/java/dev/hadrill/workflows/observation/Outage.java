package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A span in which users were not served well.
 *
 * @param firstGood the first good probe after the longest unbroken run of bad ones: the service was back, if not for
 *     good; null when none followed
 * @param end null when the observation ended before the service was stable
 * @param lastBadNs when its last bad probe was sent: it lasted at least until then
 * @param flaps how often a wait for stability was started again by a bad probe
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outage(
        Bounds start, @Nullable Bounds firstGood, @Nullable Bounds end, long lastBadNs, int flaps, int badProbes) {
    /** One that has an end lasted until its lower bound; of another nothing is known beyond its first bad probe. */
    public Outage(Bounds start, @Nullable Bounds end, int flaps, int badProbes) {
        this(start, end, end, end == null ? start.loNs() : end.loNs(), flaps, badProbes);
    }

    public boolean recovered() {
        return end != null;
    }

    /** Seconds that it lasted at least: until its last bad probe, where it has no end. */
    public double lastedLoSec() {
        return Math.max(0, (end == null ? lastBadNs : end.loNs()) - start.hiNs()) / 1e9;
    }

    /** Seconds that it lasted at most; null where it has no end. */
    public @Nullable Double lastedHiSec() {
        return end == null ? null : Double.valueOf((end.hiNs() - start.loNs()) / 1e9);
    }
}

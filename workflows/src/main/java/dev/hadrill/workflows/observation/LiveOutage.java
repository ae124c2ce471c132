package dev.hadrill.workflows.observation;

import java.time.Duration;

/**
 * What one probe shows while it is going on: the estimator's rule, told one probe after the other in the order of their
 * sending. Not thread-safe.
 */
public final class LiveOutage {
    /** What a probe changed. */
    public enum Change {
        NONE,
        BEGAN,
        RECOVERED
    }

    private final Estimator estimator;
    private boolean outage;
    private boolean any;
    private boolean inWindow;
    private long windowStartNs;
    private long lastSentNs;

    public LiveOutage(Estimator estimator) {
        this.estimator = estimator;
    }

    public Change saw(long sentNs, boolean good) {
        boolean afterGap = any && estimator.isGap(lastSentNs, sentNs);
        any = true;
        lastSentNs = sentNs;
        if (!good) {
            inWindow = false;
            boolean began = !outage;
            outage = true;
            return began ? Change.BEGAN : Change.NONE;
        }
        if (!inWindow || afterGap) {
            inWindow = true;
            windowStartNs = sentNs;
        }
        if (outage && goodFor(estimator.stableFor(), Long.MIN_VALUE)) {
            outage = false;
            return Change.RECOVERED;
        }
        return Change.NONE;
    }

    /** Whatever was before is over: the baseline was good. */
    public void baselinePassed() {
        outage = false;
    }

    public boolean outage() {
        return outage;
    }

    /** Whether every probe was good for so long up to the last one, not counting those sent before an instant. */
    public boolean goodFor(Duration duration, long sinceNs) {
        return inWindow && lastSentNs - Math.max(windowStartNs, sinceNs) >= duration.toNanos();
    }
}

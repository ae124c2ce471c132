package dev.hadrill.workflows.observation;

/**
 * One probe's fate, on CLOCK_MONOTONIC.
 *
 * @param plannedNs when the open loop wanted to send it
 * @param doneNs when its answer was there, or it was given up
 * @param httpCode 0 without an answer
 */
public record Sample(long plannedNs, long sentNs, long doneNs, Outcome outcome, int httpCode) {
    public boolean good() {
        return outcome == Outcome.GOOD;
    }

    /** Whether it says anything of the service. */
    public boolean counts() {
        return outcome != Outcome.PROBER_ERROR;
    }

    /** How much later than planned it was sent. */
    public long lagNs() {
        return sentNs - plannedNs;
    }

    public long latencyNs() {
        return doneNs - sentNs;
    }
}

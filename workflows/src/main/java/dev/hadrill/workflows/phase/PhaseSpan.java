package dev.hadrill.workflows.phase;

/**
 * One part of the recovery time, in seconds after the fault; all of them together are {@code rto_sec}.
 *
 * @param errorSec by how much its end may be off, either way
 * @param until what ended it, for people
 */
public record PhaseSpan(RtoPhase phase, double fromSec, double toSec, double errorSec, String until) {
    public double durationSec() {
        return toSec - fromSec;
    }
}

package dev.hadrill.workflows.phase;

import java.util.List;

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

    public static double sumSec(List<PhaseSpan> spans) {
        return spans.stream().mapToDouble(PhaseSpan::durationSec).sum();
    }

    /** One phase may come more than once. */
    public static double sumSec(List<PhaseSpan> spans, RtoPhase phase) {
        return sumSec(spans.stream().filter(span -> span.phase() == phase).toList());
    }
}

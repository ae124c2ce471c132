package dev.hadrill.workflows.phase;

import java.util.List;
import java.util.Optional;

/**
 * That part of a recovery which nothing that was seen explains.
 *
 * @param share of the whole recovery, 0 to 1
 */
public record Unexplained(double sec, double share) {
    private static final double MUCH = 0.1;

    /** Empty where it is a tenth of the recovery or less. */
    public static Optional<Unexplained> much(List<PhaseSpan> spans) {
        double all = PhaseSpan.sumSec(spans);
        double sec = PhaseSpan.sumSec(spans, RtoPhase.UNATTRIBUTED);
        return sec > MUCH * all ? Optional.of(new Unexplained(sec, sec / all)) : Optional.empty();
    }
}

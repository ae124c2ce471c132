package dev.hadrill.workflows.phase;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Phases for people. Pure. */
public final class PhaseText {
    private PhaseText() {}

    /** For example {@code detection 5.1 s · promotion 0.2 s · unattributed 0.1 s}. */
    public static String line(List<PhaseSpan> spans) {
        return spans.stream()
                .map(span -> String.format(Locale.ROOT, "%s %.1f s", name(span.phase()), span.durationSec()))
                .collect(Collectors.joining(" · "));
    }

    public static String name(RtoPhase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}

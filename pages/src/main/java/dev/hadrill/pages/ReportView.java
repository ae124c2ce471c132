package dev.hadrill.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that report.html says of one drill or observation.
 *
 * @param rto null where there is none
 * @param course null where nothing was observed
 * @param sections in the order in which they are read
 */
public record ReportView(
        Head head,
        @Nullable Rto rto,
        List<Fact> facts,
        List<String> notes,
        @Nullable Course course,
        List<Section> sections) {
    public ReportView {
        facts = List.copyOf(facts);
        notes = List.copyOf(notes);
        sections = List.copyOf(sections);
    }

    /** {@code verdict} is one word, {@code title} what was drilled. */
    public record Head(
            Tone tone,
            String verdict,
            String title,
            @Nullable String reason) {}

    /** Recovery time against its budget, in seconds; {@code hi} is null where the service was not seen to recover. */
    public record Rto(double lo, @Nullable Double hi, double budget) {
        public Rto {
            if (!(lo >= 0) || !(budget > 0) || (hi != null && hi < lo)) {
                throw new IllegalArgumentException(
                        "rto must be 0 <= lo <= hi with a budget > 0, was [%s, %s] against %s"
                                .formatted(lo, hi, budget));
            }
        }
    }
}

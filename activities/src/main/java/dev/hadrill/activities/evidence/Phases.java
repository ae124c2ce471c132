package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.PhaseText;
import dev.hadrill.workflows.phase.RtoPhase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the recovery time went, as report.json and report.md say it. */
record Phases(
        double sumSec, @Nullable Double machineRtoSec, double approvalSec, double unattributedSec, List<Span> spans) {
    private static final int BAR = 40;

    /** One phase, in seconds after the fault; its end may be {@code errorSec} off, either way. */
    record Span(String phase, double fromSec, double toSec, double durationSec, double errorSec, String until) {}

    /** Null without phases. */
    static @Nullable Phases of(List<PhaseSpan> spans, @Nullable Double machineRtoSec) {
        if (spans.isEmpty()) {
            return null;
        }
        return new Phases(
                Timeline.round(PhaseSpan.sumSec(spans)),
                machineRtoSec == null ? null : Double.valueOf(Timeline.round(machineRtoSec)),
                Timeline.round(PhaseSpan.sumSec(spans, RtoPhase.APPROVAL)),
                Timeline.round(PhaseSpan.sumSec(spans, RtoPhase.UNATTRIBUTED)),
                spans.stream().map(Phases::span).toList());
    }

    void write(Markdown text) {
        text.heading(2, "Where the time went");
        text.table(
                List.of("phase", "from, s", "to, s", "lasted, s", "± s", "", "ended by"),
                spans.stream()
                        .map(span -> List.of(
                                span.phase(),
                                Amount.number(span.fromSec()),
                                Amount.number(span.toSec()),
                                Amount.number(span.durationSec()),
                                Amount.number(span.errorSec()),
                                bar(span),
                                span.until()))
                        .toList());
        text.paragraph(
                "Seconds after the fault; together %s s, of which %s s unattributed.",
                Amount.number(sumSec), Amount.number(unattributedSec));
        if (approvalSec > 0 && machineRtoSec != null) {
            text.paragraph(
                    "%s s of it were spent waiting for a person; without them it took %s s.",
                    Amount.number(approvalSec), Amount.number(machineRtoSec));
        }
    }

    private String bar(Span span) {
        double end = spans.getLast().toSec();
        int from = end == 0 ? 0 : (int) Math.round(BAR * span.fromSec() / end);
        int to = end == 0 ? 0 : (int) Math.round(BAR * span.toSec() / end);
        int filled = Math.min(BAR, Math.max(to, from + 1)) - Math.min(from, BAR - 1);
        int before = Math.min(from, BAR - filled);
        return "·".repeat(before) + "█".repeat(filled) + "·".repeat(BAR - before - filled);
    }

    private static Span span(PhaseSpan span) {
        return new Span(
                PhaseText.name(span.phase()),
                Timeline.round(span.fromSec()),
                Timeline.round(span.toSec()),
                Timeline.round(span.durationSec()),
                Timeline.round(span.errorSec()),
                span.until());
    }
}

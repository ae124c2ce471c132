package dev.hadrill.activities.evidence;

import dev.hadrill.pages.Section;
import dev.hadrill.pages.Table;
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
        notes().forEach(note -> text.paragraph("%s", note));
    }

    Section section() {
        return new Section(
                "phases",
                "Where the time went",
                null,
                Table.of(
                        List.of(
                                Table.text("phase"),
                                Table.number("from, s"),
                                Table.number("to, s"),
                                Table.number("lasted, s"),
                                Table.number("± s"),
                                Table.text("ended by")),
                        spans.stream()
                                .map(span -> List.of(
                                        span.phase(),
                                        Amount.number(span.fromSec()),
                                        Amount.number(span.toSec()),
                                        Amount.number(span.durationSec()),
                                        Amount.number(span.errorSec()),
                                        span.until()))
                                .toList()),
                List.of(),
                notes(),
                false);
    }

    private List<String> notes() {
        String sum = "Seconds after the fault; together %s s, of which %s s unattributed."
                .formatted(Amount.number(sumSec), Amount.number(unattributedSec));
        return approvalSec > 0 && machineRtoSec != null
                ? List.of(
                        sum,
                        "%s s of it were spent waiting for a person; without them it took %s s."
                                .formatted(Amount.number(approvalSec), Amount.number(machineRtoSec)))
                : List.of(sum);
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

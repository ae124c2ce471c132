package dev.hadrill.db;

import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.PhaseText;
import java.util.List;
import java.util.stream.IntStream;

/** A row of {@code drill_phase}, whose columns the migration explains. */
public record PhaseRow(
        String drillId,
        int seq,
        String phase,
        double fromSec,
        double toSec,
        double durationSec,
        double errorSec,
        String until) {
    static List<PhaseRow> of(String drillId, List<PhaseSpan> spans) {
        return IntStream.range(0, spans.size())
                .mapToObj(seq -> {
                    PhaseSpan span = spans.get(seq);
                    return new PhaseRow(
                            drillId,
                            seq,
                            PhaseText.name(span.phase()),
                            span.fromSec(),
                            span.toSec(),
                            span.durationSec(),
                            span.errorSec(),
                            span.until());
                })
                .toList();
    }
}

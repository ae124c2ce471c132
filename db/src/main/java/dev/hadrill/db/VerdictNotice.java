package dev.hadrill.db;

import dev.hadrill.workflows.drill.DrillSummary;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told outward of a drill that reached its verdict; docs/webhook.md promises this shape.
 *
 * @param timestamp of the verdict, whenever it is told
 */
record VerdictNotice(String id, String type, Instant timestamp, DrillSummary data) {
    static final String TYPE = "drill.verdict";

    /** Empty while there is no verdict, and for an observation, which never has one. */
    static Optional<VerdictNotice> of(DrillSummary drill) {
        return drill.verdict() == null || drill.finishedAt() == null
                ? Optional.empty()
                : Optional.of(new VerdictNotice("drill_verdict_" + drill.drillId(), TYPE, drill.finishedAt(), drill));
    }
}

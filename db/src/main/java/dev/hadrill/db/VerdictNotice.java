package dev.hadrill.db;

import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.gate.GateSummary;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told outward of a drill or a gate that reached its verdict; docs/webhook.md promises this shape.
 *
 * @param timestamp of the verdict, whenever it is told
 * @param data the summary
 */
record VerdictNotice(String id, String type, Instant timestamp, Object data) {

    /** Empty while there is no verdict, and for an observation, which never has one. */
    static Optional<VerdictNotice> of(DrillSummary drill) {
        return drill.verdict() == null || drill.finishedAt() == null
                ? Optional.empty()
                : Optional.of(new VerdictNotice(
                        "drill_verdict_" + drill.drillId(), "drill.verdict", drill.finishedAt(), drill));
    }

    /** Empty while there is no verdict. */
    static Optional<VerdictNotice> of(GateSummary gate) {
        return gate.verdict() == null || gate.finishedAt() == null
                ? Optional.empty()
                : Optional.of(
                        new VerdictNotice("gate_verdict_" + gate.gateId(), "gate.verdict", gate.finishedAt(), gate));
    }
}

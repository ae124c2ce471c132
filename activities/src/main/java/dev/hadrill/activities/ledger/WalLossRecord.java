package dev.hadrill.activities.ledger;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.ledger.LedgerRecord;
import dev.hadrill.workflows.ledger.WalLoss;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where a drill keeps what a dead primary's log told, before the rewind that destroys it. */
public record WalLossRecord(SegmentStore segments, String drillId) {
    /** Whether it was read already: a later reading, after half a rewind, would know less. */
    public boolean known(String store) {
        return LedgerRecord.walLoss(store, segments.read(drillId))
                .filter(loss -> loss.problem() == null)
                .isPresent();
    }

    public void keep(String store, WalLoss loss) {
        List<Segment> before = segments.read(drillId).stream()
                .filter(segment -> segment.stream().equals(Segment.walLoss(store)))
                .toList();
        segments.append(new Segment(
                drillId,
                Segment.walLoss(store),
                1,
                before.size(),
                Json.write(loss).getBytes(StandardCharsets.UTF_8)));
    }
}

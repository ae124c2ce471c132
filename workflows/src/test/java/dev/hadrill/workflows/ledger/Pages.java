package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.history.Segment;
import java.util.ArrayList;
import java.util.List;

/** Pages as they are kept. */
final class Pages {
    private Pages() {}

    static List<Segment> of(String store, int attempt, List<LedgerPage> pages) {
        List<Segment> segments = new ArrayList<>();
        for (LedgerPage page : pages) {
            segments.add(new Segment("drill", Segment.ledger(store), attempt, segments.size(), page.encode()));
        }
        return segments;
    }
}

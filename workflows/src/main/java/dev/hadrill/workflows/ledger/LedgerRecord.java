package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.history.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is recorded of the writes to one store, over every attempt.
 *
 * @param complete false when an attempt's record ends before the attempt did, or lacks a page
 */
public record LedgerRecord(List<Session> sessions, List<Write> writes, boolean complete) {
    public LedgerRecord {
        sessions = List.copyOf(sessions);
        writes = List.copyOf(writes);
    }

    /** Out of a drill's segments, in the order of attempt and sequence. */
    public static LedgerRecord of(String store, List<Segment> segments) {
        List<Session> sessions = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        Map<Integer, Integer> pages = new TreeMap<>();
        Map<Integer, Boolean> ended = new TreeMap<>();
        boolean whole = true;
        for (Segment segment : segments) {
            if (segment.stream().equals(Segment.ledger(store))) {
                LedgerPage page = LedgerPage.decode(segment.content());
                whole &= segment.sequence() == pages.merge(segment.attempt(), 1, Integer::sum) - 1;
                ended.put(segment.attempt(), page.last());
                sessions.addAll(page.sessions());
                writes.addAll(page.writes());
            }
        }
        return new LedgerRecord(sessions, writes, whole && !ended.containsValue(false));
    }

    /** Whether the store has acknowledged a write of the application's side. */
    public boolean began() {
        return writes.stream()
                .anyMatch(write ->
                        write.side() == Write.Side.APPLICATION && write.outcome() == Write.Outcome.ACKNOWLEDGED);
    }

    /** What the dead primary's log told; the latest that could be read, where there are several. */
    public static Optional<WalLoss> walLoss(String store, List<Segment> segments) {
        List<WalLoss> read = segments.stream()
                .filter(segment -> segment.stream().equals(Segment.walLoss(store)))
                .map(segment -> Json.read(new String(segment.content(), StandardCharsets.UTF_8), WalLoss.class))
                .toList();
        return read.stream()
                .filter(loss -> loss.problem() == null)
                .reduce((first, second) -> second)
                .or(() -> read.stream().reduce((first, second) -> second));
    }
}

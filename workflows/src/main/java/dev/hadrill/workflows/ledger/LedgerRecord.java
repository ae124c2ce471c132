package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.history.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is recorded of the writes to one store, over every attempt.
 *
 * @param open attempts whose record ends before the attempt did, or lacks a page
 */
public record LedgerRecord(List<Session> sessions, List<Write> writes, Set<Integer> open) {
    /** Writers count from the attempt times this. */
    public static final int WRITERS_PER_ATTEMPT = 100_000;

    public LedgerRecord {
        sessions = List.copyOf(sessions);
        writes = List.copyOf(writes);
        open = Set.copyOf(open);
    }

    public boolean complete() {
        return open.isEmpty();
    }

    /** Out of a drill's segments, in the order of attempt and sequence. */
    public static LedgerRecord of(String store, List<Segment> segments) {
        List<Session> sessions = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        Map<Integer, Integer> pages = new HashMap<>();
        Set<Integer> open = new HashSet<>();
        Set<Integer> torn = new HashSet<>();
        for (Segment segment : segments) {
            if (segment.stream().equals(Segment.ledger(store))) {
                LedgerPage page = LedgerPage.decode(segment.content());
                if (segment.sequence() != pages.merge(segment.attempt(), 1, Integer::sum) - 1) {
                    torn.add(segment.attempt());
                }
                open.add(segment.attempt());
                if (page.last()) {
                    open.remove(segment.attempt());
                }
                sessions.addAll(page.sessions());
                writes.addAll(page.writes());
            }
        }
        open.addAll(torn);
        return new LedgerRecord(sessions, writes, open);
    }

    /**
     * The same with what the clients remember of the application's side and the record lacks. An attempt of which they
     * remember every session is not open any more. What they add ended after all that their attempt recorded, and is given
     * that instant: what of it was lost counts as older than it was.
     */
    public LedgerRecord completedBy(List<Remembered> memory) {
        List<Session> moreSessions = new ArrayList<>(sessions);
        List<Write> moreWrites = new ArrayList<>(writes);
        Set<Integer> known = new HashSet<>();
        for (Remembered remembered : memory) {
            Session session = remembered.session();
            known.add(session.writer());
            if (!sessions.contains(session)) {
                moreSessions.add(session);
            }
            Set<Long> recorded = new HashSet<>();
            writes.stream()
                    .filter(write -> write.side() == session.side() && write.writer() == session.writer())
                    .forEach(write -> recorded.add(write.sequence()));
            long at = lastNs(attempt(session.writer()));
            for (int i = 0; i < remembered.answers().size(); i++) {
                if (!recorded.contains(i + 1L)) {
                    moreWrites.add(new Write(
                            session.side(),
                            session.writer(),
                            i + 1L,
                            at,
                            at,
                            remembered.answers().get(i)));
                }
            }
        }
        Set<Integer> stillOpen = new HashSet<>(open);
        stillOpen.removeIf(attempt -> known.stream().anyMatch(writer -> attempt(writer) == attempt)
                && sessions.stream()
                        .filter(session -> session.side() == Write.Side.APPLICATION)
                        .filter(session -> attempt(session.writer()) == attempt)
                        .allMatch(session -> known.contains(session.writer())));
        return new LedgerRecord(moreSessions, moreWrites, stillOpen);
    }

    private long lastNs(int attempt) {
        return writes.stream()
                .filter(write -> attempt(write.writer()) == attempt)
                .mapToLong(Write::doneNs)
                .max()
                .orElse(0);
    }

    private static int attempt(int writer) {
        return writer / WRITERS_PER_ATTEMPT;
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

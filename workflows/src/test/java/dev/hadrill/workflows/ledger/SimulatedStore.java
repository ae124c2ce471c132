package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writers, a fault, and a store that keeps some of what it was given: what is true of it is known. */
final class SimulatedStore {
    static final long FAULT_NS = 5_000_000_000L;

    final List<Write> writes = new ArrayList<>();
    final List<Session> sessions = new ArrayList<>();
    final Map<Integer, List<Row>> kept = new TreeMap<>();
    final List<Write> lost = new ArrayList<>();
    final Map<Outcome, Integer> told = new HashMap<>();
    int duplicated;
    int reordered;
    int indeterminatePresent;
    int unrecorded;

    /** Four writers over ten seconds; each write's fate is drawn. */
    SimulatedStore(long seed, int lostPercent) {
        Random random = new Random(seed);
        for (int writer = 1; writer <= 4; writer++) {
            sessions.add(new Session(Side.APPLICATION, writer, "old"));
            List<Row> rows = new ArrayList<>();
            kept.put(writer, rows);
            long at = random.nextInt(1_000_000);
            int count = random.nextInt(60);
            for (long sequence = 1; sequence <= count; sequence++) {
                at += 1 + random.nextInt(200_000_000);
                long done = at + 1 + random.nextInt(3_000_000);
                write(
                        random,
                        lostPercent,
                        rows,
                        new Write(Side.APPLICATION, writer, sequence, at, done, outcome(random)));
                at = done;
            }
            swap(random, rows);
            for (int i = 0; i < random.nextInt(3); i++) {
                rows.add(new Row(Side.APPLICATION, writer, count + 1 + i));
                unrecorded++;
            }
        }
    }

    private void write(Random random, int lostPercent, List<Row> rows, Write write) {
        writes.add(write);
        told.merge(write.outcome(), 1, Integer::sum);
        Row row = new Row(write.side(), write.writer(), write.sequence());
        boolean present = switch (write.outcome()) {
            case ACKNOWLEDGED -> random.nextInt(100) >= lostPercent;
            case FAILED -> false;
            case INDETERMINATE -> random.nextBoolean();
        };
        if (!present) {
            if (write.outcome() == Outcome.ACKNOWLEDGED) {
                lost.add(write);
            }
            return;
        }
        rows.add(row);
        if (write.outcome() == Outcome.INDETERMINATE) {
            indeterminatePresent++;
        }
        if (random.nextInt(20) == 0) {
            rows.add(row);
            duplicated++;
        }
    }

    /** Neighbours that change places make one of them late; pairs do not overlap. */
    private void swap(Random random, List<Row> rows) {
        for (int i = 0; i + 1 < rows.size(); i += 2) {
            boolean twice = rows.get(i).equals(rows.get(i + 1))
                    || (i > 0 && rows.get(i).equals(rows.get(i - 1)))
                    || (i + 2 < rows.size() && rows.get(i + 1).equals(rows.get(i + 2)));
            if (!twice && random.nextInt(10) == 0) {
                Row first = rows.get(i);
                rows.set(i, rows.get(i + 1));
                rows.set(i + 1, first);
                reordered++;
            }
        }
    }

    private static Outcome outcome(Random random) {
        int drawn = random.nextInt(10);
        return drawn < 8 ? Outcome.ACKNOWLEDGED : drawn == 8 ? Outcome.FAILED : Outcome.INDETERMINATE;
    }

    /** The writers' rows between each other in any order: only a writer's own counts. */
    List<Row> rows(long seed) {
        Random random = new Random(seed);
        List<List<Row>> left = new ArrayList<>();
        kept.values().forEach(rows -> left.add(new ArrayList<>(rows)));
        List<Row> merged = new ArrayList<>();
        left.removeIf(List::isEmpty);
        while (!left.isEmpty()) {
            List<Row> next = left.get(random.nextInt(left.size()));
            merged.add(next.removeFirst());
            left.removeIf(List::isEmpty);
        }
        return merged;
    }

    StoreLedger reconciled(long seed) {
        LedgerRecord record = new LedgerRecord(sessions, writes, Set.of());
        return new Reconciliation(record, rows(seed), injection(), null).of("store");
    }

    @Nullable
    Write earliestLost() {
        return lost.stream().min(Comparator.comparingLong(Write::doneNs)).orElse(null);
    }

    static Injection injection() {
        Stamp requested = new Stamp(FAULT_NS, "boot", Instant.EPOCH);
        return new Injection(requested, new Stamp(FAULT_NS + 1, "boot", Instant.EPOCH), "down");
    }
}

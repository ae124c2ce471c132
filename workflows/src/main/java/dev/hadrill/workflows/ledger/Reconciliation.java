package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.ledger.StoreLedger.Lost;
import dev.hadrill.workflows.ledger.StoreLedger.SplitBrain;
import dev.hadrill.workflows.ledger.Write.Outcome;
import dev.hadrill.workflows.ledger.Write.Side;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a store's clients were told with what the store holds. Pure.
 *
 * @param rows in the order in which the store keeps them; only that of one writer's rows counts
 * @param injection null where no fault landed
 */
public record Reconciliation(
        LedgerRecord record,
        List<Row> rows,
        @Nullable Injection injection,
        @Nullable WalLoss walLoss) {
    private record Writer(Side side, int writer) {}

    public Reconciliation {
        rows = List.copyOf(rows);
    }

    public StoreLedger of(String store) {
        Map<Row, Integer> present = new HashMap<>();
        rows.forEach(row -> present.merge(row, 1, Integer::sum));
        List<Write> application = record.writes().stream()
                .filter(write -> write.side() == Side.APPLICATION)
                .toList();
        return new StoreLedger(
                store,
                true,
                null,
                application.size(),
                count(application, Outcome.ACKNOWLEDGED),
                count(application, Outcome.FAILED),
                count(application, Outcome.INDETERMINATE),
                lost(application, present),
                (int) present.entrySet().stream()
                        .filter(entry -> entry.getKey().side() == Side.APPLICATION && entry.getValue() > 1)
                        .count(),
                reordered(),
                (int) application.stream()
                        .filter(write -> write.outcome() == Outcome.INDETERMINATE && present.containsKey(row(write)))
                        .count(),
                unrecorded(application, present),
                splitBrain(present),
                walLoss,
                record.complete());
    }

    /** Where the store could not be read: what was written is known, what is left is not. */
    public static StoreLedger unreadable(String store, LedgerRecord record, @Nullable WalLoss walLoss, String problem) {
        List<Write> application = record.writes().stream()
                .filter(write -> write.side() == Side.APPLICATION)
                .toList();
        return new StoreLedger(
                store,
                false,
                problem,
                application.size(),
                count(application, Outcome.ACKNOWLEDGED),
                count(application, Outcome.FAILED),
                count(application, Outcome.INDETERMINATE),
                null,
                0,
                0,
                0,
                0,
                null,
                walLoss,
                record.complete());
    }

    private @Nullable Lost lost(List<Write> application, Map<Row, Integer> present) {
        List<Write> gone = application.stream()
                .filter(write -> write.outcome() == Outcome.ACKNOWLEDGED && !present.containsKey(row(write)))
                .sorted(Comparator.comparingLong(Write::doneNs)
                        .thenComparingInt(Write::writer)
                        .thenComparingLong(Write::sequence))
                .toList();
        return gone.isEmpty()
                ? null
                : new Lost(
                        gone.size(),
                        name(gone.getFirst()),
                        name(gone.getLast()),
                        secondsBack(gone.getFirst().doneNs()));
    }

    private double secondsBack(long acknowledgedNs) {
        Long fault = injection == null ? null : injection.requested().monoNs();
        return fault == null ? 0 : Math.max(0, (fault - acknowledgedNs) / 1e9);
    }

    private int reordered() {
        Map<Writer, Long> highest = new HashMap<>();
        Set<Row> seen = new HashSet<>();
        int reordered = 0;
        for (Row row : rows) {
            if (row.side() == Side.APPLICATION && seen.add(row)) {
                Writer writer = new Writer(row.side(), row.writer());
                if (row.sequence() < highest.getOrDefault(writer, Long.MIN_VALUE)) {
                    reordered++;
                }
                highest.merge(writer, row.sequence(), Math::max);
            }
        }
        return reordered;
    }

    private static int unrecorded(List<Write> application, Map<Row, Integer> present) {
        Set<Row> recorded = new HashSet<>();
        application.forEach(write -> recorded.add(row(write)));
        return (int) present.keySet().stream()
                .filter(row -> row.side() == Side.APPLICATION && !recorded.contains(row))
                .count();
    }

    private @Nullable SplitBrain splitBrain(Map<Row, Integer> present) {
        Map<Writer, String> servers = new HashMap<>();
        record.sessions()
                .forEach(session -> servers.put(new Writer(session.side(), session.writer()), session.server()));
        Set<String> old = new HashSet<>();
        servers.forEach((writer, server) -> {
            if (writer.side() == Side.BESIDE) {
                old.add(server);
            }
        });
        OptionalLong taken = acknowledged(Side.APPLICATION)
                .filter(write -> servers.containsKey(writer(write)))
                .filter(write -> !old.contains(servers.get(writer(write))))
                .mapToLong(Write::doneNs)
                .min();
        if (taken.isEmpty()) {
            return null;
        }
        List<Write> split = acknowledged(Side.BESIDE)
                .filter(write -> write.doneNs() > taken.getAsLong())
                .sorted(Comparator.comparingLong(Write::doneNs))
                .toList();
        return split.isEmpty()
                ? null
                : new SplitBrain(
                        split.size(),
                        (int) split.stream()
                                .filter(write -> !present.containsKey(row(write)))
                                .count(),
                        (split.getLast().doneNs() - split.getFirst().doneNs()) / 1e9);
    }

    private Stream<Write> acknowledged(Side side) {
        return record.writes().stream()
                .filter(write -> write.side() == side && write.outcome() == Outcome.ACKNOWLEDGED);
    }

    private static int count(List<Write> writes, Outcome outcome) {
        return (int) writes.stream().filter(write -> write.outcome() == outcome).count();
    }

    private static Row row(Write write) {
        return new Row(write.side(), write.writer(), write.sequence());
    }

    private static Writer writer(Write write) {
        return new Writer(write.side(), write.writer());
    }

    private static String name(Write write) {
        return write.writer() + "/" + write.sequence();
    }
}

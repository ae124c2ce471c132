package dev.hadrill.activities.evidence;

import dev.hadrill.pages.Section;
import dev.hadrill.pages.Table;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.LedgerLost;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead.When;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.WalLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What acknowledged writes were lost, as report.json and report.md say it.
 *
 * @param budget null where the scenario has none
 * @param lostWrites over all stores; null where a store could not be read
 * @param problem why the ledger was lost; null when it was not
 */
record Rpo(
        @Nullable Budget budget,
        @Nullable Integer lostWrites,
        @Nullable Double lostSec,
        @Nullable String problem,
        List<Store> stores) {
    record Budget(int writes, double sec) {
        static Budget of(RpoBudget budget) {
            return new Budget(budget.writes(), budget.time().toMillis() / 1e3);
        }
    }

    /**
     * One store by both readings.
     *
     * @param walAgrees whether the dead primary's log tells of the same loss; null where there is nothing to compare
     */
    record Store(
            String store,
            @Nullable StoreLedger afterRecovery,
            @Nullable StoreLedger afterRestoration,
            @Nullable Boolean walAgrees) {}

    /** Null without a ledger. */
    static @Nullable Rpo of(Figures figures) {
        DrillState drill = figures.drill();
        Optional<String> problem = drill.last(LedgerLost.class).map(LedgerLost::reason);
        if (drill.ledger().isEmpty() && problem.isEmpty()) {
            return null;
        }
        return new Rpo(
                drill.last(DrillStarted.class)
                        .map(DrillStarted::rpoBudget)
                        .map(Budget::of)
                        .orElse(null),
                figures.summary().lostWrites(),
                figures.summary().lostSec(),
                problem.orElse(null),
                Stream.concat(drill.ledger(When.AFTER_RECOVERY).stream(), drill.ledger(When.AFTER_RESTORATION).stream())
                        .map(StoreLedger::store)
                        .distinct()
                        .map(name -> store(drill, name))
                        .toList());
    }

    private static Store store(DrillState drill, String name) {
        StoreLedger first = reading(drill, When.AFTER_RECOVERY, name);
        StoreLedger second = reading(drill, When.AFTER_RESTORATION, name);
        StoreLedger last = second == null ? first : second;
        return new Store(name, first, second, last == null ? null : last.agreesWithWal());
    }

    private static @Nullable StoreLedger reading(DrillState drill, When when, String name) {
        return drill.ledger(when).stream()
                .filter(store -> store.store().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** For the head of the report. */
    String words() {
        if (lostWrites == null || lostSec == null) {
            return "not known: " + (problem == null ? "a store could not be read back" : problem);
        }
        return lostWrites == 0
                ? "no acknowledged write was lost"
                : "%d acknowledged writes lost, the earliest %s before the fault"
                        .formatted(lostWrites, Amount.seconds(lostSec));
    }

    String budgetWords() {
        return budget == null ? "none" : "%d writes, %s".formatted(budget.writes(), Amount.seconds(budget.sec()));
    }

    private static final String NOTE =
            "Lost is what the store acknowledged and does not hold. A write is unknown where no answer came: it may be there,"
                    + " and its loss is none. Split brain are writes that the old master or primary acknowledged after"
                    + " another had taken writes.";

    void write(Markdown text) {
        text.heading(2, "What was lost");
        if (problem != null) {
            text.paragraph("**The ledger was lost:** %s", problem);
        }
        if (stores.isEmpty()) {
            return;
        }
        text.table(table());
        stores.forEach(store -> log(store).ifPresent(log -> text.item("%s **%s**", log.says(), log.agreement())));
        text.blank();
        text.paragraph("%s", NOTE);
    }

    Section section() {
        return new Section(
                "lost",
                "What was lost",
                problem == null ? null : "The ledger was lost: " + problem,
                stores.isEmpty() ? null : table(),
                stores.stream()
                        .flatMap(store -> log(store).stream())
                        .map(log -> log.says() + " " + log.agreement())
                        .toList(),
                stores.isEmpty() ? List.of() : List.of(NOTE),
                false);
    }

    private Table table() {
        return Table.of(
                List.of(
                        Table.text("store"),
                        Table.text("read"),
                        Table.number("acknowledged"),
                        Table.number("lost"),
                        Table.number("first, last"),
                        Table.number("back, s"),
                        Table.number("failed"),
                        Table.number("unknown, of these there"),
                        Table.number("duplicated"),
                        Table.number("reordered"),
                        Table.text("split brain")),
                stores.stream().flatMap(Rpo::rows).toList());
    }

    private static Stream<List<String>> rows(Store store) {
        List<List<String>> rows = new ArrayList<>();
        if (store.afterRecovery() != null) {
            rows.add(row("after recovery", store.afterRecovery()));
        }
        if (store.afterRestoration() != null) {
            rows.add(row("after restoration", store.afterRestoration()));
        }
        return rows.stream();
    }

    private static List<String> row(String when, StoreLedger read) {
        StoreLedger.Lost lost = read.lost();
        StoreLedger.SplitBrain split = read.splitBrain();
        return List.of(
                read.store(),
                read.readable() ? when : when + ", NOT READABLE: " + read.problem(),
                Integer.toString(read.acknowledged()),
                read.readable() ? Integer.toString(read.lostWrites()) : "not known",
                lost == null ? "-" : lost.first() + ", " + lost.last(),
                lost == null ? "-" : Amount.number(lost.secondsBack()),
                Integer.toString(read.failed()),
                "%d, %d".formatted(read.indeterminate(), read.indeterminatePresent()),
                Integer.toString(read.duplicated()),
                Integer.toString(read.reordered()),
                split == null
                        ? "-"
                        : "%d taken in %s, %d lost"
                                .formatted(split.acknowledged(), Amount.seconds(split.seconds()), split.lost()));
    }

    private record Log(String says, String agreement) {}

    /** What the dead primary's log says of the same loss; empty where there is none. */
    private static Optional<Log> log(Store store) {
        StoreLedger last = store.afterRestoration() == null ? store.afterRecovery() : store.afterRestoration();
        WalLoss wal = last == null ? null : last.walLoss();
        if (last == null || wal == null) {
            return Optional.empty();
        }
        if (wal.problem() != null) {
            return Optional.of(new Log(
                    "%s: the dead primary's log could not be read: %s.".formatted(store.store(), wal.problem()),
                    agreement(null)));
        }
        return Optional.of(new Log(
                "%s: the dead primary's log, timeline %d beyond %s, holds %d lost transactions, %d of them the ledger's; the ledger misses %d."
                        .formatted(
                                store.store(),
                                wal.timeline(),
                                wal.switchPoint(),
                                wal.commits(),
                                wal.ledgerCommits(),
                                last.lostWrites()),
                agreement(store.walAgrees())));
    }

    private static String agreement(@Nullable Boolean agrees) {
        if (agrees == null) {
            return "Nothing to compare";
        }
        return agrees ? "They agree" : "They DISAGREE";
    }
}

package dev.hadrill.workflows.finding;

import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.LedgerLost;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.StoreLedger.SplitBrain;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the ledger says of each store: docs/rpo.md. */
final class LedgerFindings {
    private LedgerFindings() {}

    /** Of any reading: the later one may not have reached the store. */
    static Stream<Finding> splitBrainWrites(DrillState drill) {
        Map<String, SplitBrain> stores = new LinkedHashMap<>();
        readings(drill).flatMap(read -> read.stores().stream()).forEach(store -> {
            if (store.splitBrain() != null) {
                stores.put(store.store(), store.splitBrain());
            }
        });
        return stores.entrySet().stream().map(store -> splitBrain(store.getKey(), store.getValue()));
    }

    private static Finding splitBrain(String store, SplitBrain split) {
        return new Finding(
                Severity.CRITICAL,
                "split_brain_writes",
                store,
                String.format(
                        Locale.ROOT,
                        "%s: the old server acknowledged %d writes after another had taken over, for %.1f s; %d of them are gone",
                        store,
                        split.acknowledged(),
                        split.seconds(),
                        split.lost()),
                "fence the old server before another is promoted, or let it refuse writes when it is alone");
    }

    /** By the latest reading; an unreadable store is {@link #uncertainLedger}. */
    static Stream<Finding> lostWrites(DrillState drill) {
        Optional<RpoBudget> budget = drill.last(DrillStarted.class).map(DrillStarted::rpoBudget);
        return drill.ledger().stream()
                .filter(store -> store.lostWrites() > 0)
                .map(store -> budget.map(limit -> lost(store, limit)).orElseGet(() -> lost(store)));
    }

    private static Finding lost(StoreLedger store, RpoBudget budget) {
        boolean broken = budget.brokenBy(store);
        return new Finding(
                broken ? Severity.HIGH : Severity.LOW,
                "lost_writes",
                store.store(),
                "%s; %s the budget of %s".formatted(store.words(), broken ? "over" : "within", budget),
                broken
                        ? "bound how far a replica may be behind, make replication synchronous, or accept it in rpo_budget"
                        : "nothing, while it stays within the budget");
    }

    private static Finding lost(StoreLedger store) {
        return new Finding(
                Severity.LOW,
                "lost_writes",
                store.store(),
                store.words() + "; the scenario has no budget for it",
                "say in the scenario's rpo_budget how much may be lost");
    }

    /** What was lost cannot be told for certain. */
    static Stream<Finding> uncertainLedger(DrillState drill) {
        DrillEvent latest = drill.events().stream()
                .filter(event -> event instanceof LedgerRead || event instanceof LedgerLost)
                .reduce((first, second) -> second)
                .orElse(null);
        return latest instanceof LedgerLost lost
                ? Stream.of(uncertain("ledger", "what was lost is not known: " + lost.reason()))
                : drill.ledger().stream().flatMap(LedgerFindings::uncertain);
    }

    private static Stream<Finding> uncertain(StoreLedger store) {
        String why = Stream.of(
                        store.readable() ? "" : store.words(),
                        store.complete() ? "" : "part of the record of what was written is missing: losses may be more",
                        Boolean.FALSE.equals(store.agreesWithWal())
                                ? "the ledger and the dead primary's log disagree about what was lost"
                                : "")
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.joining("; "));
        return why.isEmpty() ? Stream.empty() : Stream.of(uncertain(store.store(), why));
    }

    private static Finding uncertain(String subject, String why) {
        return new Finding(
                Severity.LOW,
                MeasurementFindings.UNCERTAIN,
                subject,
                why,
                "drill again; where it stays so, look at the ledger's containers and the worker's log");
    }

    private static Stream<LedgerRead> readings(DrillState drill) {
        return drill.events().stream().filter(LedgerRead.class::isInstance).map(LedgerRead.class::cast);
    }
}

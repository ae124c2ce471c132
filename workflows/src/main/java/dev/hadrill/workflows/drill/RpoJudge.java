package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.LedgerLost;
import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.drill.DrillEvent.VerdictReached;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.ledger.StoreLedger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds the ledger's latest reading against the budget for lost writes. Pure. */
final class RpoJudge {
    private RpoJudge() {}

    /** Empty where the scenario has no such budget. */
    static Optional<VerdictReached> judge(DrillState state, Stamp at) {
        return state.last(DrillStarted.class).map(DrillStarted::rpoBudget).map(budget -> judge(state, budget, at));
    }

    private static VerdictReached judge(DrillState state, RpoBudget budget, Stamp at) {
        List<StoreLedger> stores = state.ledger();
        String against = "against a budget of " + budget;
        if (stores.stream().anyMatch(budget::brokenBy)) {
            return new VerdictReached(
                    at,
                    Verdict.FAILED,
                    "RPO: %s; %s".formatted(words(stores, budget::brokenBy, RpoJudge::breach), against));
        }
        Optional<String> unknown = unknown(state, stores);
        return unknown.isPresent()
                ? new VerdictReached(at, Verdict.INCONCLUSIVE, "RPO: %s; %s".formatted(unknown.get(), against))
                : new VerdictReached(
                        at,
                        Verdict.PASSED,
                        "RPO: %s; %s".formatted(words(stores, store -> true, StoreLedger::words), against));
    }

    private static Optional<String> unknown(DrillState state, List<StoreLedger> stores) {
        Optional<DrillEvent> latest = state.events().stream()
                .filter(event -> event instanceof LedgerRead || event instanceof LedgerLost)
                .reduce((first, second) -> second);
        if (latest.orElse(null) instanceof LedgerLost lost) {
            return Optional.of("the ledger could not be read back: " + lost.reason());
        }
        if (stores.isEmpty()) {
            return Optional.of("the ledger was not read back");
        }
        if (!stores.stream().allMatch(StoreLedger::readable)) {
            return Optional.of(words(stores, store -> !store.readable(), StoreLedger::words));
        }
        return stores.stream().allMatch(StoreLedger::complete)
                ? Optional.empty()
                : Optional.of("%s; part of the record is missing, because a worker died: losses may be more"
                        .formatted(words(stores, store -> !store.complete(), StoreLedger::words)));
    }

    private static String breach(StoreLedger store) {
        return store.lost() == null
                ? store.words()
                : "%s, first %s, last %s"
                        .formatted(
                                store.words(),
                                store.lost().first(),
                                store.lost().last());
    }

    private static String words(
            List<StoreLedger> stores, Predicate<StoreLedger> which, Function<StoreLedger, String> words) {
        return stores.stream().filter(which).map(words).collect(Collectors.joining(", "));
    }
}

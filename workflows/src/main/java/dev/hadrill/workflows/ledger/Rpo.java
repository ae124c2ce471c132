package dev.hadrill.workflows.ledger;

import java.util.List;
import java.util.Optional;

/** What was lost over all stores: acknowledged writes, and seconds from the fault back to the earliest of them. */
public record Rpo(int writes, double seconds) {
    /** Empty without a ledger, and where one store could not be read: what it lost is not known. */
    public static Optional<Rpo> of(List<StoreLedger> stores) {
        if (stores.isEmpty() || !stores.stream().allMatch(StoreLedger::readable)) {
            return Optional.empty();
        }
        return Optional.of(new Rpo(
                stores.stream().mapToInt(StoreLedger::lostWrites).sum(),
                stores.stream().mapToDouble(StoreLedger::lostSeconds).max().orElse(0)));
    }
}

package dev.hadrill.db;

import dev.hadrill.workflows.drill.DrillEvent.LedgerRead;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.ledger.StoreLedger;
import dev.hadrill.workflows.ledger.StoreLedger.Lost;
import dev.hadrill.workflows.ledger.StoreLedger.SplitBrain;
import dev.hadrill.workflows.ledger.WalLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code drill_ledger}, whose columns the migration explains. */
public record LedgerRow(
        String drillId,
        String store,
        String reading,
        boolean readable,
        @Nullable String problem,
        boolean complete,
        int sent,
        int acknowledged,
        int failed,
        int indeterminate,
        @Nullable Integer lost,
        @Nullable String lostFirst,
        @Nullable String lostLast,
        @Nullable Double lostSec,
        int duplicated,
        int reordered,
        int indeterminatePresent,
        int unrecorded,
        @Nullable Integer splitBrainAcknowledged,
        @Nullable Integer splitBrainLost,
        @Nullable Double splitBrainSec,
        @Nullable Integer walTimeline,
        @Nullable String walSwitchPoint,
        @Nullable Integer walCommits,
        @Nullable Integer walLedgerCommits,
        @Nullable String walProblem,
        @Nullable Boolean walAgrees,
        boolean latest) {
    /** Of a reading that was repeated, the last. */
    static List<LedgerRow> of(DrillState drill) {
        return Arrays.stream(LedgerRead.When.values())
                .flatMap(when -> drill.ledger(when).stream()
                        .map(store -> of(drill.drillId(), when, store, isLatest(drill, when, store))))
                .toList();
    }

    private static boolean isLatest(DrillState drill, LedgerRead.When when, StoreLedger store) {
        return when == LedgerRead.When.AFTER_RESTORATION
                || drill.ledger(LedgerRead.When.AFTER_RESTORATION).stream()
                        .noneMatch(later -> later.store().equals(store.store()));
    }

    private static LedgerRow of(String drillId, LedgerRead.When when, StoreLedger store, boolean latest) {
        Optional<Lost> lost = Optional.ofNullable(store.lost());
        Optional<SplitBrain> split = Optional.ofNullable(store.splitBrain());
        Optional<WalLoss> wal = Optional.ofNullable(store.walLoss());
        Optional<WalLoss> counted = wal.filter(read -> read.problem() == null);
        return new LedgerRow(
                drillId,
                store.store(),
                when.name().toLowerCase(Locale.ROOT),
                store.readable(),
                store.problem(),
                store.complete(),
                store.sent(),
                store.acknowledged(),
                store.failed(),
                store.indeterminate(),
                store.readable() ? Integer.valueOf(store.lostWrites()) : null,
                lost.map(Lost::first).orElse(null),
                lost.map(Lost::last).orElse(null),
                store.readable() ? Double.valueOf(store.lostSeconds()) : null,
                store.duplicated(),
                store.reordered(),
                store.indeterminatePresent(),
                store.unrecorded(),
                split.map(SplitBrain::acknowledged).orElse(null),
                split.map(SplitBrain::lost).orElse(null),
                split.map(SplitBrain::seconds).orElse(null),
                wal.map(WalLoss::timeline).orElse(null),
                wal.map(WalLoss::switchPoint).orElse(null),
                counted.map(WalLoss::commits).orElse(null),
                counted.map(WalLoss::ledgerCommits).orElse(null),
                wal.map(WalLoss::problem).orElse(null),
                store.agreesWithWal(),
                latest);
    }
}

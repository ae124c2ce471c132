package dev.hadrill.workflows.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.ledger.StoreLedger.Lost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreLedgerTest {
    @Test
    void theLogAgreesWhenItHoldsExactlyWhatWasLost() {
        assertThat(ledger(221, 0, 0, wal(221, null), true).agreesWithWal()).isTrue();
        assertThat(ledger(0, 0, 0, wal(0, null), true).agreesWithWal()).isTrue();
    }

    @Test
    void aLostWriteThatTheLogDoesNotHoldIsADisagreement() {
        assertThat(ledger(21, 5, 0, wal(20, null), true).agreesWithWal()).isFalse();
        assertThat(ledger(21, 5, 0, wal(20, null), false).agreesWithWal()).isFalse();
    }

    @Test
    void theLogMayHoldWhatNobodyWasToldOfAndIsGone() {
        assertThat(ledger(20, 3, 1, wal(22, null), true).agreesWithWal()).isTrue();
        assertThat(ledger(20, 3, 1, wal(23, null), true).agreesWithWal()).isFalse();
        assertThat(ledger(20, 3, 1, wal(23, null), false).agreesWithWal())
                .as("part of the record is missing")
                .isTrue();
    }

    @Test
    void withoutALogThereIsNothingToCompare() {
        assertThat(ledger(20, 0, 0, null, true).agreesWithWal()).isNull();
        assertThat(ledger(20, 0, 0, wal(0, "no such file"), true).agreesWithWal())
                .isNull();
    }

    private static WalLoss wal(int ledgerCommits, @Nullable String problem) {
        return new WalLoss(3, "0/5000060", ledgerCommits + 2, ledgerCommits, problem);
    }

    private static StoreLedger ledger(
            int lost, int indeterminate, int present, @Nullable WalLoss wal, boolean complete) {
        return new StoreLedger(
                "postgres",
                true,
                null,
                1_000,
                950,
                0,
                indeterminate,
                lost == 0 ? null : new Lost(lost, "1/7", "1/9", 0.4),
                0,
                0,
                present,
                0,
                null,
                wal,
                complete);
    }
}

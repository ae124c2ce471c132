package dev.hadrill.workflows.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What the dead primary's log holds beyond the point where the promoted one left its timeline: read before a rewind, which
 * destroys it.
 *
 * @param commits all transactions that were lost, the application's too
 * @param ledgerCommits those of them that wrote to the ledger, by the application's side
 * @param problem why it could not be read; the counts are then 0
 */
public record WalLoss(
        int timeline,
        String switchPoint,
        int commits,
        int ledgerCommits,
        @Nullable String problem) {}

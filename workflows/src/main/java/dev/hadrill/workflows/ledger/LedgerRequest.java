package dev.hadrill.workflows.ledger;

import dev.hadrill.workflows.stack.PinnedStack;

/**
 * A drill's ledger.
 *
 * @param workflowId the drill that is signalled when the ledger is being written
 */
public record LedgerRequest(String drillId, String workflowId, PinnedStack stack) {}

package dev.hadrill.workflows.ledger;

/**
 * One write of the ledger and what its client was told, on CLOCK_MONOTONIC; (writer, sequence) is unique in its store.
 *
 * @param doneNs when the answer was there, or it was given up
 */
public record Write(Side side, int writer, long sequence, long sentNs, long doneNs, Outcome outcome) {
    /** Which client wrote it. */
    public enum Side {
        /** On the stack's network, by role: it meets what the application meets, and decides. */
        APPLICATION,
        /** Inside the container that was master or primary before the fault: it shows split brain. */
        BESIDE
    }

    /** What the client knows. */
    public enum Outcome {
        /** The store said that it is done: losing it is a loss. */
        ACKNOWLEDGED,
        /** The store refused, or was never asked. */
        FAILED,
        /** Nobody knows. */
        INDETERMINATE
    }
}

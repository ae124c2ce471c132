package dev.hadrill.workflows.ledger;

/**
 * One connection of the ledger to a store: all writes of one writer go over it, one after the other.
 *
 * @param server who answered, by the name or address that it was reached by; never another one of this writer
 */
public record Session(Write.Side side, int writer, String server) {}

package dev.hadrill.workflows.ledger;

/** A write of the ledger that a store holds. */
public record Row(Write.Side side, int writer, long sequence) {}

package dev.hadrill.activities.ledger;

import dev.hadrill.workflows.ledger.Write;

/** What a line of a client means. */
public sealed interface Answer {
    /** Which server it is connected to, by its service's name where it is a member's. */
    record Server(String name) implements Answer {}

    /** It may be written to. */
    record Ready() implements Answer {}

    /** What became of the write that was sent. */
    record Told(Write.Outcome outcome) implements Answer {}

    /** Whatever is told next, nobody knows. */
    record Doubt() implements Answer {}

    record Nothing() implements Answer {}
}

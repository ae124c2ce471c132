package dev.hadrill.workflows.ledger;

import java.util.List;

/**
 * What a client itself kept of its session: who answered, and the answers to its writes in their order. It outlives the
 * worker that wrote through it.
 */
public record Remembered(Session session, List<Write.Outcome> answers) {
    public Remembered {
        answers = List.copyOf(answers);
    }
}

package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.TypedByHand;

/** What a person says of a release, with their name. */
@TypedByHand
public record Decision(String by, String why) {
    public Decision {
        if (by == null || by.isBlank()) {
            throw new IllegalArgumentException("by must name who decides");
        }
        if (why == null || why.isBlank()) {
            throw new IllegalArgumentException("why must say why");
        }
    }
}

package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.TypedByHand;
import org.jspecify.annotations.Nullable;

/** Why a person wants it to stop. */
@TypedByHand
public record Abort(String reason, @Nullable String by) {
    public Abort {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("reason must say why");
        }
        by = by == null ? "unknown" : by;
    }
}

package dev.hadrill.workflows.drill;

import org.jspecify.annotations.Nullable;

/** Why a person wants it to stop. */
public record Abort(String reason, @Nullable String by) {
    public Abort {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("reason must say why");
        }
        by = by == null ? "unknown" : by;
    }
}

package dev.hadrill.workflows.lease;

import dev.hadrill.workflows.stack.PinnedStack;
import org.jspecify.annotations.Nullable;

/**
 * Whose stack it is. A person who restores a stack gives its name alone.
 *
 * @param pinned null makes the lease pin the stack itself
 * @param holder the workflow that holds the stack; null restores at once
 * @param holderRunId its run, which names the drill
 */
public record LeaseRequest(
        String stack,
        @Nullable PinnedStack pinned,
        @Nullable String holder,
        @Nullable String holderRunId,
        @Nullable String purpose) {
    public LeaseRequest {
        purpose = purpose == null ? "restore" : purpose;
    }
}

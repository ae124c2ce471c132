package dev.hadrill.workflows.lease;

import dev.hadrill.workflows.fault.Undo;
import dev.hadrill.workflows.runbook.Promotion;
import dev.hadrill.workflows.stack.PinnedStack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the lease knows when it heals; what it observes counts more.
 *
 * @param intent recorded before a promotion began: the old primary then comes back only by rejoining
 */
public record HealRequest(
        PinnedStack stack, List<Undo> undos, @Nullable Promotion intent) {
    public HealRequest {
        undos = List.copyOf(undos);
    }
}

package dev.hadrill.workflows.runbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a runbook is. */
public record PromotionState(
        String phase,
        @Nullable Promotion promotion,
        @Nullable Approval approval,
        List<StepDone> steps) {
    public PromotionState {
        steps = List.copyOf(steps);
    }
}

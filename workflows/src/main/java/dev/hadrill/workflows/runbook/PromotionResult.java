package dev.hadrill.workflows.runbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the runbook did.
 *
 * @param promoted null when it was aborted before the intent to promote
 */
public record PromotionResult(@Nullable Promotion promoted, List<StepDone> steps, String summary) {
    public PromotionResult {
        steps = List.copyOf(steps);
    }
}

package dev.hadrill.workflows.runbook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hadrill.workflows.TypedByHand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to promote, and who must say yes.
 *
 * @param approval false means automatic
 * @param approveWithin how long it waits for the approval before it gives up; 15 minutes by default
 * @param leaseId the lease that the drill already holds; null makes the runbook take one of its own
 */
@TypedByHand
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromotionRequest(
        @Nullable String stack,
        @Nullable Boolean approval,
        @Nullable Duration approveWithin,
        @Nullable String leaseId,
        @Nullable String reason) {
    public PromotionRequest {
        stack = stack == null ? "freesdn" : stack;
        approval = approval != null && approval;
        approveWithin = approveWithin == null ? Duration.ofMinutes(15) : approveWithin;
        if (approveWithin.isNegative() || approveWithin.isZero()) {
            throw new IllegalArgumentException("approve_within must be > 0, was " + approveWithin);
        }
    }
}

package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.drill.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gate in one row: the workflow's result and the history's {@code gate} table.
 *
 * @param baseline the release that was asked for; null where it was the last drills of the releases before
 * @param drills how many were planned; what neither passed nor failed nor was inconclusive has no verdict
 * @param evidence the folder's name
 * @param skippedBecause who had the stack when a schedule wanted it, or until when that excludes it; null for every gate that began
 */
public record GateSummary(
        String gateId,
        String workflowId,
        String stack,
        String release,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Verdict verdict,
        @Nullable String reason,
        @Nullable String baseline,
        int drills,
        int passed,
        int failed,
        int inconclusive,
        @Nullable String startedBy,
        Approval.@Nullable Answer approval,
        @Nullable String approvedBy,
        @Nullable String approvalReason,
        @Nullable String configSha256,
        @Nullable String evidence,
        @Nullable String skippedBecause) {
    static GateSummary of(GateState gate) {
        Optional<Decision> decision = Optional.ofNullable(gate.approval()).map(Approval::decision);
        return new GateSummary(
                gate.gateId(),
                gate.workflowId(),
                gate.request().stack(),
                gate.request().release(),
                gate.startedAt(),
                gate.finishedAt(),
                gate.verdict(),
                gate.verdict() == null ? null : String.join("; ", gate.reasons()),
                gate.request().baseline(),
                gate.runs().size(),
                gate.count(Verdict.PASSED),
                gate.count(Verdict.FAILED),
                gate.count(Verdict.INCONCLUSIVE),
                gate.request().startedBy(),
                Optional.ofNullable(gate.approval()).map(Approval::answer).orElse(null),
                decision.map(Decision::by).orElse(null),
                decision.map(Decision::why).orElse(null),
                gate.configSha256(),
                gate.evidence(),
                gate.skippedBecause());
    }
}

package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a gate: the answer to its query, and what its evidence and its rows are made from.
 *
 * @param gateId the first run's id
 * @param configSha256 of the stack file when the gate began; null before it was read
 * @param compared null until the drills have ended
 * @param approval null unless one was asked for, and what ran has passed
 * @param stopped why not every drill was run; null when none was left out
 * @param verdict null until it is final
 * @param reasons why, the gravest first
 * @param evidence the folder's name; null until it was rendered
 * @param skippedBecause who had the stack when a schedule wanted it, or until when that excludes it; null for every gate that began
 */
public record GateState(
        String gateId,
        String workflowId,
        GateRequest request,
        Stage stage,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String configSha256,
        List<GateScenario> scenarios,
        List<GateRun> runs,
        @Nullable Compared compared,
        @Nullable Abort abort,
        @Nullable String stopped,
        @Nullable Approval approval,
        @Nullable Verdict verdict,
        List<String> reasons,
        @Nullable String evidence,
        @Nullable String skippedBecause) {
    /** Where a gate is. */
    public enum Stage {
        STARTING,
        DRILLING,
        COMPARING,
        AWAITING_APPROVAL,
        REPORTING,
        ENDED
    }

    public GateState {
        scenarios = List.copyOf(scenarios);
        runs = List.copyOf(runs);
        reasons = List.copyOf(reasons);
    }

    /** How many ended with this verdict. */
    public int count(Verdict wanted) {
        return (int) runs.stream().filter(run -> run.verdict() == wanted).count();
    }

    public int count(GateRun.Status wanted) {
        return (int) runs.stream().filter(run -> run.status() == wanted).count();
    }

    public GateSummary summary() {
        return GateSummary.of(this);
    }
}

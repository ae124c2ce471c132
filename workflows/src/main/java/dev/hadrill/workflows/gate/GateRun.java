package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One drill of a gate.
 *
 * @param seq from 0, in the order in which they run
 * @param round from 1: which run of its scenario it is
 * @param drillId null until it has started
 * @param drill what it said of itself; without a verdict where it was refused before its fault
 * @param failure why its workflow failed; null where it did not
 */
public record GateRun(
        int seq,
        String scenario,
        int round,
        String workflowId,
        Status status,
        @Nullable String drillId,
        @Nullable DrillSummary drill,
        @Nullable String failure) {
    /** Where it is. */
    public enum Status {
        PLANNED,
        RUNNING,
        ENDED,
        /** The gate stopped before it. */
        NOT_RUN
    }

    static GateRun planned(int seq, String scenario, int round, String gateWorkflowId) {
        return new GateRun(
                seq,
                scenario,
                round,
                "%s/%s-%d".formatted(gateWorkflowId, scenario, round),
                Status.PLANNED,
                null,
                null,
                null);
    }

    GateRun running(String startedDrillId) {
        return new GateRun(seq, scenario, round, workflowId, Status.RUNNING, startedDrillId, null, null);
    }

    GateRun ended(@Nullable DrillSummary summary, @Nullable String why) {
        return new GateRun(seq, scenario, round, workflowId, Status.ENDED, drillId, summary, why);
    }

    GateRun notRun() {
        return new GateRun(seq, scenario, round, workflowId, Status.NOT_RUN, null, null, null);
    }

    /** Null while it runs, and where its workflow failed without one. */
    public @Nullable Verdict verdict() {
        return drill == null ? null : drill.verdict();
    }

    /** {@code redis_kill run 2}. */
    public String title() {
        return "%s run %d".formatted(scenario, round);
    }
}

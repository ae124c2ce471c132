package dev.hadrill.starter.schedule;

import dev.hadrill.workflows.Attributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import java.util.Arrays;

/** What became of a start of a schedule. */
public enum Outcome {
    RUNNING,
    PASSED,
    FAILED,
    INCONCLUSIVE,
    /** The stack was in use, or the start came late into an exclusion: nothing was touched. */
    SKIPPED,
    /** A guard refused, or hadrill itself failed: no verdict was reached. */
    ERROR,
    /** Temporal no longer keeps it, or it told no verdict. */
    UNKNOWN;

    static Outcome of(WorkflowStub workflow) {
        try {
            WorkflowExecutionDescription described = workflow.describe();
            WorkflowExecutionStatus status = described.getStatus();
            if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                return RUNNING;
            }
            if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
                return named(described.getTypedSearchAttributes().get(Attributes.VERDICT));
            }
            return ERROR;
        } catch (WorkflowException | StatusRuntimeException e) {
            return UNKNOWN;
        }
    }

    private static Outcome named(@org.jspecify.annotations.Nullable String verdict) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.name().equals(verdict))
                .findFirst()
                .orElse(UNKNOWN);
    }
}

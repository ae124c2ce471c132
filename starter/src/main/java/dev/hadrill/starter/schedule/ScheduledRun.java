package dev.hadrill.starter.schedule;

import dev.hadrill.starter.engine.Engine;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.schedules.ScheduleActionResult;
import java.time.Instant;

/**
 * One start of a schedule.
 *
 * @param plannedAt before jitter and what it waited for
 */
public record ScheduledRun(String workflowId, Instant plannedAt, Instant startedAt, Outcome outcome) {
    static ScheduledRun of(Engine engine, ScheduleActionResult started) {
        WorkflowExecution run = Schedules.execution(started.getAction());
        return new ScheduledRun(
                run.getWorkflowId(),
                started.getScheduledAt(),
                started.getStartedAt(),
                Outcome.of(engine.existing(run)));
    }
}

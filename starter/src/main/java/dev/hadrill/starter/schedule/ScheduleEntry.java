package dev.hadrill.starter.schedule;

import dev.hadrill.starter.engine.Engine;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleDescription;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule in one row.
 *
 * @param what it starts, in a few words
 * @param cron null where the schedule was not made by {@code hadrill schedule create}
 * @param nextRun null while it is paused
 * @param lastRun null when it has started nothing yet
 */
public record ScheduleEntry(
        String name,
        String what,
        @Nullable String cron,
        String timeZone,
        @Nullable Instant nextRun,
        @Nullable ScheduledRun lastRun,
        boolean paused,
        @Nullable String note) {

    /** Blocks for two calls to Temporal at most. */
    public static ScheduleEntry of(Engine engine, ScheduleDescription described) {
        Planned planned = planned(described);
        List<ScheduleActionResult> recent = described.getInfo().getRecentActions();
        List<Instant> next = described.getInfo().getNextActionTimes();
        boolean paused =
                Objects.requireNonNull(described.getSchedule().getState()).isPaused();
        return new ScheduleEntry(
                described.getId(),
                planned == null ? workflowType(described) : planned.what(),
                planned == null ? null : planned.cron(),
                zone(described),
                paused || next.isEmpty() ? null : next.getFirst(),
                recent.isEmpty() ? null : ScheduledRun.of(engine, recent.getLast()),
                paused,
                note(described));
    }

    static @Nullable Planned planned(ScheduleDescription described) {
        return described.getMemo(Planned.MEMO, Planned.class, Planned.class);
    }

    private static String workflowType(ScheduleDescription described) {
        return ((ScheduleActionStartWorkflow) described.getSchedule().getAction()).getWorkflowType();
    }

    private static String zone(ScheduleDescription described) {
        String zone = described.getSchedule().getSpec().getTimeZoneName();
        return zone == null || zone.isEmpty() ? "UTC" : zone;
    }

    private static @Nullable String note(ScheduleDescription described) {
        String note = Objects.requireNonNull(described.getSchedule().getState()).getNote();
        return note == null || note.isEmpty() ? null : note;
    }
}

package dev.hadrill.starter.schedule;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hadrill.starter.engine.Engine;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleInfo;
import io.temporal.client.schedules.SchedulePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a schedule.
 *
 * @param jitter null starts on time
 * @param exclude as it was given
 * @param nextRuns what is planned, also while it is paused
 * @param recentRuns the latest last; Temporal keeps ten
 * @param overlapsSkipped planned times at which the last start still ran
 * @param catchUpsMissed planned times that were missed by more than {@code catchUp}
 */
public record ScheduleDetails(
        @JsonUnwrapped ScheduleEntry schedule,
        Duration catchUp,
        @Nullable Duration jitter,
        List<String> exclude,
        List<Instant> nextRuns,
        List<ScheduledRun> recentRuns,
        long starts,
        long overlapsSkipped,
        long catchUpsMissed) {
    public ScheduleDetails {
        exclude = List.copyOf(exclude);
        nextRuns = List.copyOf(nextRuns);
        recentRuns = List.copyOf(recentRuns);
    }

    /** Blocks for a call to Temporal per recent run. */
    public static ScheduleDetails of(Engine engine, ScheduleDescription described) {
        Planned planned = ScheduleEntry.planned(described);
        ScheduleInfo info = described.getInfo();
        SchedulePolicy policy = Objects.requireNonNull(described.getSchedule().getPolicy());
        return new ScheduleDetails(
                ScheduleEntry.of(engine, described),
                policy.getCatchupWindow(),
                planned == null ? null : planned.jitter(),
                planned == null ? List.of() : planned.exclude(),
                info.getNextActionTimes().stream().limit(5).toList(),
                info.getRecentActions().stream()
                        .map(run -> ScheduledRun.of(engine, run))
                        .toList(),
                info.getNumActions(),
                info.getNumActionsSkippedOverlap(),
                info.getNumActionsMissedCatchupWindow());
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s".formatted(schedule.name(), schedule.what()));
        lines.add("  when      %s, %s%s"
                .formatted(
                        schedule.cron() == null ? "see the Temporal UI" : schedule.cron(),
                        schedule.timeZone(),
                        jitter == null ? "" : ", up to %s s later".formatted(jitter.toSeconds())));
        exclude.forEach(text -> lines.add("  not       " + text));
        lines.add("  catch-up  %s s".formatted(catchUp.toSeconds()));
        lines.add("  %s".formatted(schedule.paused() ? "PAUSED" : "active")
                + (schedule.note() == null ? "" : "    " + schedule.note()));
        nextRuns.forEach(at -> lines.add("  next      " + ScheduleTable.local(at, schedule.timeZone())));
        recentRuns.forEach(run -> lines.add("  ran       %s  %-12s %s"
                .formatted(
                        ScheduleTable.local(run.startedAt(), schedule.timeZone()), run.outcome(), run.workflowId())));
        lines.add("  %d starts, %d skipped because the last one still ran, %d missed for good"
                .formatted(starts, overlapsSkipped, catchUpsMissed));
        return lines;
    }
}

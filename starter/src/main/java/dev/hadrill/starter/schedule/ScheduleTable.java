package dev.hadrill.starter.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Schedules as a table. */
public final class ScheduleTable {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final String ROW = "%-16s %-26s %-16s %-32s %-13s %-7s %s";

    private ScheduleTable() {}

    public static List<String> lines(List<ScheduleEntry> schedules) {
        if (schedules.isEmpty()) {
            return List.of("no schedules yet; see: hadrill schedule create --help");
        }
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("name", "what", "when", "next run", "last", "state", "note"));
        schedules.forEach(schedule -> lines.add(ROW.formatted(
                schedule.name(),
                schedule.what(),
                schedule.cron() == null ? "-" : schedule.cron(),
                next(schedule.nextRun(), schedule.timeZone()),
                schedule.lastRun() == null ? "-" : schedule.lastRun().outcome(),
                schedule.paused() ? "PAUSED" : "active",
                schedule.note() == null ? "" : schedule.note())));
        return lines;
    }

    /** A time as the schedule's own clocks show it. */
    static String local(Instant at, String zone) {
        return "%s %s".formatted(MINUTE.format(at.atZone(ZoneId.of(zone))), zone);
    }

    private static String next(@Nullable Instant at, String zone) {
        return at == null ? "-" : local(at, zone);
    }
}

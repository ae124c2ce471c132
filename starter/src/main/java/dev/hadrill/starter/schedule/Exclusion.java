package dev.hadrill.starter.schedule;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.schedule.ExcludedSpan;
import dev.hadrill.workflows.schedule.ExcludedSpan.Days;
import dev.hadrill.workflows.schedule.ExcludedSpan.Weekly;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * When nothing may be planned, in the schedule's time zone: days ({@code 2026-12-20..2027-01-06}, both included), or a
 * window of every week ({@code Sat..Sun}, {@code Fri 18:00..Mon 06:00}, its last minute not included).
 *
 * <p>Temporal skips a planned time when all fields of one calendar match it, and a calendar is a product of ranges: a span
 * over the edge of a month or an hour is therefore several calendars, which together match its minutes and no other.
 *
 * @param text as it was given
 */
public record Exclusion(String text, List<ScheduleCalendarSpec> calendars) {
    private static final int DAY = Weekly.DAY;

    public Exclusion {
        calendars = List.copyOf(calendars);
    }

    /** Fails with what was expected. */
    public static Exclusion of(String text) {
        try {
            return new Exclusion(
                    text,
                    switch (ExcludedSpan.of(text)) {
                        case Days days -> days(text, days.from(), days.to());
                        case Weekly weekly -> weekly(text, weekly);
                    });
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    "--exclude '%s': %s; write 2026-12-20..2027-01-06, Sat..Sun or 'Fri 18:00..Mon 06:00'"
                            .formatted(text, e.getMessage()),
                    e);
        }
    }

    private static List<ScheduleCalendarSpec> days(String text, LocalDate from, LocalDate to) {
        List<ScheduleCalendarSpec> calendars = new ArrayList<>();
        for (YearMonth month = YearMonth.from(from); !month.isAfter(YearMonth.from(to)); month = month.plusMonths(1)) {
            int first = month.equals(YearMonth.from(from)) ? from.getDayOfMonth() : 1;
            int last = month.equals(YearMonth.from(to)) ? to.getDayOfMonth() : month.lengthOfMonth();
            calendars.add(minutes(text, 0, 23, 0, 59)
                    .setYear(range(month.getYear(), month.getYear()))
                    .setMonth(range(month.getMonthValue(), month.getMonthValue()))
                    .setDayOfMonth(range(first, last))
                    .build());
        }
        return calendars;
    }

    private static List<ScheduleCalendarSpec> weekly(String text, Weekly weekly) {
        List<ScheduleCalendarSpec> calendars = new ArrayList<>();
        int begin = weekly.begin();
        int last = begin + weekly.length();
        for (int at = begin; at < last; at = (at / DAY + 1) * DAY) {
            int until = Math.min(last, (at / DAY + 1) * DAY);
            partOfDay(text, at / DAY % 7, at % DAY, until - at / DAY * DAY, calendars);
        }
        return calendars;
    }

    /** From one minute of a day to another, which is not included: the hours between, and what is left at both ends. */
    private static void partOfDay(
            String text, int dayFromMonday, int begin, int end, List<ScheduleCalendarSpec> calendars) {
        int hour = begin / 60;
        while (hour * 60 < end) {
            int firstMinute = Math.max(begin - hour * 60, 0);
            boolean whole = firstMinute == 0 && end >= (hour + 1) * 60;
            int lastHour = whole ? end / 60 - 1 : hour;
            int lastMinute = whole ? 59 : Math.min(59, end - hour * 60 - 1);
            calendars.add(minutes(text, hour, lastHour, firstMinute, lastMinute)
                    .setDayOfWeek(range((dayFromMonday + 1) % 7, (dayFromMonday + 1) % 7))
                    .build());
            hour = lastHour + 1;
        }
    }

    private static ScheduleCalendarSpec.Builder minutes(
            String text, int firstHour, int lastHour, int firstMinute, int lastMinute) {
        return ScheduleCalendarSpec.newBuilder()
                .setSeconds(range(0, 59))
                .setMinutes(range(firstMinute, lastMinute))
                .setHour(range(firstHour, lastHour))
                .setComment("excluded: " + text);
    }

    private static List<ScheduleRange> range(int first, int last) {
        return List.of(new ScheduleRange(first, last));
    }
}

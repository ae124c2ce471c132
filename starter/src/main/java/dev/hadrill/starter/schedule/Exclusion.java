package dev.hadrill.starter.schedule;

import dev.hadrill.starter.CommandFailed;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private static final Pattern WEEKLY =
            Pattern.compile("([a-z]{3,9})(?: (\\d{1,2}:\\d{2}))?", Pattern.CASE_INSENSITIVE);
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    /** What Temporal's calendars know. */
    private static final int FIRST_YEAR = 2000;

    private static final int LAST_YEAR = 2100;

    public Exclusion {
        calendars = List.copyOf(calendars);
    }

    /** Fails with what was expected. */
    public static Exclusion of(String text) {
        String[] ends = text.strip().replaceAll("\\s+", " ").split(" ?\\.\\. ?", -1);
        String from = ends[0];
        String to = ends[ends.length - 1];
        if (ends.length > 2) {
            throw refused(text, "it has more than two ends");
        }
        try {
            List<ScheduleCalendarSpec> calendars = Character.isDigit(from.isEmpty() ? ' ' : from.charAt(0))
                    ? days(text, LocalDate.parse(from), LocalDate.parse(to))
                    : weekly(text, from, to);
            return new Exclusion(text, calendars);
        } catch (DateTimeException e) {
            throw refused(text, String.valueOf(e.getMessage()));
        }
    }

    private static List<ScheduleCalendarSpec> days(String text, LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw refused(text, "%s is before %s".formatted(to, from));
        }
        if (from.getYear() < FIRST_YEAR || to.getYear() > LAST_YEAR) {
            throw refused(text, "a year must be %d to %d".formatted(FIRST_YEAR, LAST_YEAR));
        }
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

    private static List<ScheduleCalendarSpec> weekly(String text, String from, String to) {
        int begin = minuteOfWeek(text, from, 0);
        int end = minuteOfWeek(text, to, DAY);
        if (begin == end) {
            throw refused(text, "it begins when it ends");
        }
        List<ScheduleCalendarSpec> calendars = new ArrayList<>();
        int last = end > begin ? end : end + WEEK;
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

    private static int minuteOfWeek(String text, String end, int withoutTime) {
        Matcher matcher = WEEKLY.matcher(end);
        DayOfWeek day = matcher.matches() ? day(matcher.group(1)) : null;
        if (day == null) {
            throw refused(text, "'%s' is neither a date nor a day of the week".formatted(end));
        }
        String time = matcher.group(2);
        int minute = time == null ? withoutTime : minuteOfDay(time);
        return (day.getValue() - 1) * DAY + minute;
    }

    private static int minuteOfDay(String time) {
        return time.equals("24:00")
                ? DAY
                : LocalTime.parse(time.length() == 4 ? "0" + time : time).toSecondOfDay() / 60;
    }

    private static @Nullable DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String upper = name.toUpperCase(Locale.ROOT);
            if (day.name().equals(upper) || day.name().substring(0, 3).equals(upper)) {
                return day;
            }
        }
        return null;
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

    private static CommandFailed refused(String text, String why) {
        return new CommandFailed("--exclude '%s': %s; write 2026-12-20..2027-01-06, Sat..Sun or 'Fri 18:00..Mon 06:00'"
                .formatted(text, why));
    }
}

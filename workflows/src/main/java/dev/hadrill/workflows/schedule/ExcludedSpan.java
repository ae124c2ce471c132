package dev.hadrill.workflows.schedule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days ({@code 2026-12-20..2027-01-06}, both included), or a window of every week ({@code Sat..Sun},
 * {@code Fri 18:00..Mon 06:00}, its last minute not included), by the clocks of some time zone.
 */
public sealed interface ExcludedSpan {
    /** Whether that time is within it. */
    boolean contains(LocalDateTime at);

    /** When the span that contains that time is over. */
    LocalDateTime end(LocalDateTime at);

    /** Both included. */
    record Days(LocalDate from, LocalDate to) implements ExcludedSpan {
        /** What Temporal's calendars know. */
        private static final int FIRST_YEAR = 2000;

        private static final int LAST_YEAR = 2100;

        public Days {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("%s is before %s".formatted(to, from));
            }
            if (from.getYear() < FIRST_YEAR || to.getYear() > LAST_YEAR) {
                throw new IllegalArgumentException("a year must be %d to %d".formatted(FIRST_YEAR, LAST_YEAR));
            }
        }

        @Override
        public boolean contains(LocalDateTime at) {
            return !at.toLocalDate().isBefore(from) && !at.toLocalDate().isAfter(to);
        }

        @Override
        public LocalDateTime end(LocalDateTime at) {
            return to.plusDays(1).atStartOfDay();
        }
    }

    /** In minutes from Monday's first; an end before the beginning is of the next week. */
    record Weekly(int begin, int end) implements ExcludedSpan {
        public static final int DAY = 24 * 60;
        public static final int WEEK = 7 * DAY;

        public Weekly {
            if (begin == end) {
                throw new IllegalArgumentException("it begins when it ends");
            }
        }

        /** Minutes. */
        public int length() {
            return end > begin ? end - begin : end - begin + WEEK;
        }

        @Override
        public boolean contains(LocalDateTime at) {
            return since(at) < length();
        }

        @Override
        public LocalDateTime end(LocalDateTime at) {
            return at.truncatedTo(ChronoUnit.MINUTES).plusMinutes(length() - since(at));
        }

        private int since(LocalDateTime at) {
            int minute =
                    (at.getDayOfWeek().getValue() - 1) * DAY + at.toLocalTime().toSecondOfDay() / 60;
            return Math.floorMod(minute - begin, WEEK);
        }
    }

    /** Fails with what is wrong with it. */
    static ExcludedSpan of(String text) {
        String[] ends = text.strip().replaceAll("\\s+", " ").split(" ?\\.\\. ?", -1);
        String from = ends[0];
        String to = ends[ends.length - 1];
        if (ends.length > 2) {
            throw new IllegalArgumentException("it has more than two ends");
        }
        try {
            return Character.isDigit(from.isEmpty() ? ' ' : from.charAt(0))
                    ? new Days(LocalDate.parse(from), LocalDate.parse(to))
                    : new Weekly(minuteOfWeek(from, 0), minuteOfWeek(to, Weekly.DAY));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static int minuteOfWeek(String end, int withoutTime) {
        Matcher matcher = Pattern.compile("([a-z]{3,9})(?: (\\d{1,2}:\\d{2}))?", Pattern.CASE_INSENSITIVE)
                .matcher(end);
        DayOfWeek day = matcher.matches() ? day(matcher.group(1)) : null;
        if (day == null) {
            throw new IllegalArgumentException("'%s' is neither a date nor a day of the week".formatted(end));
        }
        String time = matcher.group(2);
        return (day.getValue() - 1) * Weekly.DAY + (time == null ? withoutTime : minuteOfDay(time));
    }

    private static int minuteOfDay(String time) {
        return time.equals("24:00")
                ? Weekly.DAY
                : LocalTime.parse(time.length() == 4 ? "0" + time : time).toSecondOfDay() / 60;
    }

    private static @Nullable DayOfWeek day(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(upper) || day.name().substring(0, 3).equals(upper)) {
                return day;
            }
        }
        return null;
    }
}

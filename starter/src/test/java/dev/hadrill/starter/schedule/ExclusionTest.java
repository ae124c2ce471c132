package dev.hadrill.starter.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.starter.CommandFailed;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exclusions match the minutes that they name, and no other: every minute of the time around is looked at. */
class ExclusionTest {
    @Test
    void daysOverTheYearsEdgeAreExactlyThose() {
        assertExact(
                "2026-12-20..2027-01-06",
                LocalDate.of(2026, 12, 1),
                LocalDate.of(2027, 2, 1),
                at -> !at.toLocalDate().isBefore(LocalDate.of(2026, 12, 20))
                        && !at.toLocalDate().isAfter(LocalDate.of(2027, 1, 6)));
        assertThat(Exclusion.of("2026-12-20..2027-01-06").calendars()).hasSize(2);
    }

    @Test
    void oneDayIsThatDayOfThatYearAlone() {
        assertExact(
                "2028-02-29",
                LocalDate.of(2028, 2, 1),
                LocalDate.of(2028, 4, 1),
                at -> at.toLocalDate().equals(LocalDate.of(2028, 2, 29)));
        assertThat(matches(Exclusion.of("2028-02-29"), LocalDateTime.of(2032, 2, 29, 3, 0)))
                .isFalse();
    }

    @Test
    void theWeekendIsTwoWholeDays() {
        assertExact(
                "sat..SUNDAY",
                LocalDate.of(2026, 11, 1),
                LocalDate.of(2026, 12, 1),
                at -> at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY);
    }

    @Test
    void aWindowOverTheWeeksEdgeEndsBeforeItsLastMinute() {
        assertExact("Fri 18:15..Mon 6:45", LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1), at -> {
            LocalTime time = at.toLocalTime();
            return switch (at.getDayOfWeek()) {
                case FRIDAY -> !time.isBefore(LocalTime.of(18, 15));
                case SATURDAY, SUNDAY -> true;
                case MONDAY -> time.isBefore(LocalTime.of(6, 45));
                case TUESDAY, WEDNESDAY, THURSDAY -> false;
            };
        });
    }

    @Test
    void anyTwoMinutesOfAWeekAreAWindow() {
        Random random = new Random(7);
        for (int trial = 0; trial < 50; trial++) {
            int begin = random.nextInt(7 * 24 * 60);
            int length = 1 + random.nextInt(trial % 2 == 0 ? 7 * 24 * 60 - 1 : 150);
            int end = (begin + length) % (7 * 24 * 60);
            String text = "%s..%s".formatted(minuteOfWeek(begin), minuteOfWeek(end));

            assertExact(text, LocalDate.of(2026, 11, 2), LocalDate.of(2026, 11, 9), at -> {
                int minute = ((at.getDayOfWeek().getValue() - 1) * 24 + at.getHour()) * 60 + at.getMinute();
                return Math.floorMod(minute - begin, 7 * 24 * 60) < length;
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            tomorrow                | 'tomorrow' is neither a date nor a day of the week
            2026-12-32              | Invalid value for DayOfMonth
            2027-01-06..2026-12-20  | 2026-12-20 is before 2027-01-06
            2026-02-29              | Invalid date
            1999-01-01              | a year must be 2000 to 2100
            2026-01-01..2101-01-01  | a year must be 2000 to 2100
            Sat..2026-12-20         | '2026-12-20' is neither a date nor a day of the week
            2026-12-20..Sat         | could not be parsed
            Sat..Sun..Mon           | it has more than two ends
            Fri 18:00               | '' is neither a date nor a day of the week
            Fri 25:00..Sat          | Invalid value for HourOfDay
            Fri 18:00..Fri 18:00    | it begins when it ends
            Frey..Sun               | 'Frey' is neither a date nor a day of the week
            ..                      | '' is neither a date nor a day of the week
            """)
    void whatIsNoSpanIsOneLine(String text, String line) {
        assertThatThrownBy(() -> Exclusion.of(text.endsWith("18:00") && !text.contains("..") ? text + ".." : text))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(line)
                .hasMessageContaining("write 2026-12-20..2027-01-06, Sat..Sun");
    }

    private static void assertExact(String text, LocalDate from, LocalDate to, Predicate<LocalDateTime> excluded) {
        Exclusion exclusion = Exclusion.of(text);
        for (LocalDateTime at = from.atStartOfDay(); at.isBefore(to.atStartOfDay()); at = at.plusMinutes(1)) {
            if (matches(exclusion, at) != excluded.test(at)) {
                throw new AssertionError("%s: %s %s".formatted(text, at, excluded.test(at) ? "is missed" : "is hit"));
            }
        }
    }

    /** As the server does: all fields of one calendar. */
    private static boolean matches(Exclusion exclusion, LocalDateTime at) {
        return exclusion.calendars().stream().anyMatch(calendar -> matches(calendar, at));
    }

    private static boolean matches(ScheduleCalendarSpec calendar, LocalDateTime at) {
        return (calendar.getYear().isEmpty() || in(calendar.getYear(), at.getYear()))
                && in(calendar.getMonth(), at.getMonthValue())
                && in(calendar.getDayOfMonth(), at.getDayOfMonth())
                && in(calendar.getDayOfWeek(), at.getDayOfWeek().getValue() % 7)
                && in(calendar.getHour(), at.getHour())
                && in(calendar.getMinutes(), at.getMinute())
                && in(calendar.getSeconds(), at.getSecond());
    }

    private static boolean in(List<ScheduleRange> ranges, int value) {
        return ranges.stream().anyMatch(range -> value >= range.getStart() && value <= range.getEnd());
    }

    private static String minuteOfWeek(int minute) {
        String day = DayOfWeek.of(1 + minute / (24 * 60)).name().substring(0, 3);
        return "%s %02d:%02d".formatted(day, minute / 60 % 24, minute % 60);
    }
}

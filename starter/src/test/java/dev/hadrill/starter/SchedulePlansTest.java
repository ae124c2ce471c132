package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Temporal server plans is what was asked for, and never in an exclusion. */
@Timeout(90)
class SchedulePlansTest extends ScheduleHarness {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 3 * * 1-5",
                "*/20 2-4 * * *",
                "15 4 1,15 * *",
                "0 0 * * 7",
                "30 6 * * 5-7",
                "5/10 23 * * MON",
                "0 12 31 * *",
                "0 5 29 feb *"
            })
    void theServerPlansWhatTheCronSays(String cron) {
        create("planned", "--scenario", "redis_kill", "--cron", cron);

        List<Instant> plans = plans("planned");

        ExecutionTime said = ExecutionTime.forCron(
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(cron));
        ZonedDateTime at = plans.getFirst().atZone(VIENNA).minusSeconds(1);
        for (Instant plan : plans) {
            at = said.nextExecution(at).orElseThrow();
            assertThat(plan.atZone(VIENNA)).isEqualTo(at);
        }
        assertThat(plans).hasSizeGreaterThan(3);
    }

    @Test
    void daysOffAreSkippedByTheServer() throws Exception {
        LocalDate from = LocalDate.now(VIENNA).plusDays(1);
        LocalDate to = from.plusDays(40);
        create("daily", "--scenario", "redis_kill", "--cron", "0 3 * * *", "--exclude", from + ".." + to);

        assertThat(plans("daily").stream()
                        .map(at -> at.atZone(VIENNA).toLocalDate())
                        .filter(day -> day.isAfter(from.minusDays(1))))
                .first()
                .isEqualTo(to.plusDays(1));
    }

    @Test
    void weekendsAreSkippedByTheServer() throws Exception {
        create("often", "--scenario", "redis_kill", "--cron", "0,30 6,18 * * *", "--exclude", "Fri 18:30..Mon 06:30");

        List<Instant> plans = plans("often");

        assertThat(plans).hasSizeGreaterThan(4).allSatisfy(at -> {
            LocalTime time = at.atZone(VIENNA).toLocalTime();
            DayOfWeek day = at.atZone(VIENNA).getDayOfWeek();
            assertThat(day).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            assertThat(day == DayOfWeek.FRIDAY && !time.isBefore(LocalTime.of(18, 30)))
                    .isFalse();
            assertThat(day == DayOfWeek.MONDAY && time.isBefore(LocalTime.of(6, 30)))
                    .isFalse();
        });
    }
}

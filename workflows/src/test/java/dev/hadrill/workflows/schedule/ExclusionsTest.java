package dev.hadrill.workflows.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.Json;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExclusionsTest {
    private final Exclusions freeze =
            new Exclusions("Europe/Vienna", List.of("2026-12-20..2027-01-06", "Fri 18:00..Mon 06:00", "2026-12-19"));

    @ParameterizedTest
    @CsvSource({
        "2026-12-18T16:59:59Z,",
        "2026-12-18T17:00:00Z, 2027-01-07T00:00+01:00[Europe/Vienna]",
        "2027-01-06T22:59:59Z, 2027-01-07T00:00+01:00[Europe/Vienna]",
        "2027-01-06T23:00:00Z,",
        "2026-03-28T12:00:00Z, 2026-03-30T06:00+02:00[Europe/Vienna]",
        "2026-03-30T03:59:59Z, 2026-03-30T06:00+02:00[Europe/Vienna]",
        "2026-03-30T04:00:00Z,"
    })
    void spansThatFollowOnOneAnotherEndTogether(Instant at, String until) {
        assertThat(freeze.until(at).map(ZonedDateTime::toString).orElse(null)).isEqualTo(until);
    }

    @Test
    void whatExcludesEveryDayDoesSoForLong() {
        Instant now = Instant.parse("2026-11-23T08:00:00Z");

        assertThat(new Exclusions("UTC", List.of("Mon..Sun"))
                        .until(now)
                        .orElseThrow()
                        .toInstant())
                .isAfter(now.plusSeconds(86_400 * 300));
    }

    @Test
    void whatIsTypedWrongIsSaid() {
        assertThatThrownBy(() -> Json.read("{\"time_zone\":\"UTC\",\"spans\":[\"Frey..Sun\"]}", Exclusions.class))
                .hasStackTraceContaining("'Frey' is neither a date nor a day of the week");
        assertThatThrownBy(() -> new Exclusions("Vienna", List.of("Sat..Sun")))
                .hasMessage("exclude.time_zone must be a name of the tz database, was 'Vienna'");
    }
}

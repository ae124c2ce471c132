package dev.hadrill.starter.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.workflows.drill.DrillRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a schedule ever starts anything is told by its own plan, not by how soon Temporal answers. */
class NewScheduleTest {
    @Timeout(20)
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 3 * * *    |                                  | true
            0 3 29 2 *   |                                  | true
            0 3 30 2 *   |                                  | false
            0 3 * * 1-5  | Mon..Fri                         | false
            0 3 * * 1-5  | Mon..Thu                         | true
            * * * * *    | Mon..Sun                         | false
            * * * * *    | Sat..Thu, Fri 00:00..Fri 23:59   | true
            0 3 29 2 *   | 2026-01-01..2099-12-31           | false
            0 3 28 2 *   | 2026-01-01..2099-12-31           | true
            """)
    void whatNeverComesIsKnownBeforehand(String cron, String exclude, boolean comes) {
        List<Exclusion> exclusions = exclude == null
                ? List.of()
                : Arrays.stream(exclude.split(", ")).map(Exclusion::of).toList();
        NewSchedule schedule = new NewSchedule(
                "nightly",
                Job.drill(DrillRequest.of("redis_kill")),
                new Cron(cron),
                "Europe/Vienna",
                Duration.ofHours(1),
                null,
                exclusions,
                false,
                "");

        assertThat(schedule.comes(Instant.parse("2026-11-23T08:00:00Z"))).isEqualTo(comes);
    }
}

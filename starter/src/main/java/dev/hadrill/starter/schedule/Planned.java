package dev.hadrill.starter.schedule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked for, kept in the schedule's memo: Temporal itself keeps only the calendars that follow from it.
 *
 * @param exclude as they were given
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Planned(
        String what,
        String cron,
        String timeZone,
        Duration catchUp,
        @Nullable Duration jitter,
        List<String> exclude) {
    static final String MEMO = "hadrill";

    public Planned {
        exclude = List.copyOf(exclude);
    }
}

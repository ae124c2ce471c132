package dev.hadrill.starter.schedule;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.schedule.Exclusions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A schedule to be made.
 *
 * @param catchUp a planned time that was missed by no more is made up for
 * @param jitter null starts on time
 * @param note shown in lists and in the Temporal UI
 */
public record NewSchedule(
        String name,
        Job job,
        Cron cron,
        String timeZone,
        Duration catchUp,
        @Nullable Duration jitter,
        List<Exclusion> exclusions,
        boolean paused,
        String note) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** Temporal plans no further. */
    private static final int LAST_YEAR = 2100;

    /** Temporal's least. */
    private static final Duration LEAST_CATCH_UP = Duration.ofSeconds(10);

    public NewSchedule {
        exclusions = List.copyOf(exclusions);
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailed(
                    "'%s' is no name for a schedule; write 1 to 64 letters, digits, dots, dashes, for example nightly"
                            .formatted(name));
        }
        requireZone(timeZone);
        if (catchUp.compareTo(LEAST_CATCH_UP) < 0) {
            throw new CommandFailed("--catch-up must be >= 10s, was %ss".formatted(catchUp.toMillis() / 1000.0));
        }
        if (jitter != null && (jitter.isNegative() || jitter.isZero())) {
            throw new CommandFailed("--jitter must be > 0, was %ss".formatted(jitter.toMillis() / 1000.0));
        }
    }

    /** Fails with what was expected. */
    public static void requireZone(String timeZone) {
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new CommandFailed(
                    "--time-zone '%s' is not known; write a name of the tz database, for example Europe/Vienna"
                            .formatted(timeZone));
        }
    }

    /** What the workflow is told of its exclusions; null where there are none. */
    public static @Nullable Exclusions excluded(String timeZone, List<Exclusion> exclusions) {
        return exclusions.isEmpty()
                ? null
                : new Exclusions(
                        timeZone, exclusions.stream().map(Exclusion::text).toList());
    }

    /** Whether it ever starts anything after that instant. */
    boolean comes(Instant after) {
        Exclusions excluded = excluded(timeZone, exclusions);
        ZonedDateTime at = after.atZone(ZoneId.of(timeZone));
        while (at.getYear() <= LAST_YEAR) {
            Optional<ZonedDateTime> next = cron.next(at);
            Optional<ZonedDateTime> free =
                    excluded == null ? Optional.empty() : next.flatMap(time -> excluded.until(time.toInstant()));
            if (free.isEmpty()) {
                return next.isPresent() && next.get().getYear() <= LAST_YEAR;
            }
            at = free.get().minusSeconds(1);
        }
        return false;
    }

    Planned planned() {
        return new Planned(
                job.what(),
                cron.text(),
                timeZone,
                catchUp,
                jitter,
                exclusions.stream().map(Exclusion::text).toList());
    }
}

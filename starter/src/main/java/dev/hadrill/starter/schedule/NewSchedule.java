package dev.hadrill.starter.schedule;

import dev.hadrill.starter.CommandFailed;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
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
    /** Temporal's least. */
    private static final Duration LEAST_CATCH_UP = Duration.ofSeconds(10);

    public NewSchedule {
        exclusions = List.copyOf(exclusions);
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailed(
                    "'%s' is no name for a schedule; write 1 to 64 letters, digits, dots, dashes, for example nightly"
                            .formatted(name));
        }
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new CommandFailed(
                    "--time-zone '%s' is not known; write a name of the tz database, for example Europe/Vienna"
                            .formatted(timeZone));
        }
        if (catchUp.compareTo(LEAST_CATCH_UP) < 0) {
            throw new CommandFailed("--catch-up must be >= 10s, was %ss".formatted(catchUp.toMillis() / 1000.0));
        }
        if (jitter != null && (jitter.isNegative() || jitter.isZero())) {
            throw new CommandFailed("--jitter must be > 0, was %ss".formatted(jitter.toMillis() / 1000.0));
        }
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

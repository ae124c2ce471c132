package dev.hadrill.workflows.schedule;

import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule must not start anything.
 *
 * @param timeZone whose clocks the spans mean, a name of the tz database
 * @param spans as {@link ExcludedSpan} reads them
 */
public record Exclusions(String timeZone, List<String> spans) {
    /** The planned time, before catch-up and jitter; Temporal sets it on whatever a schedule starts. */
    private static final SearchAttributeKey<OffsetDateTime> PLANNED =
            SearchAttributeKey.forOffsetDateTime("TemporalScheduledStartTime");

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV", Locale.ROOT);

    /** Spans that follow on one another are one; those of every day of the week have no end. */
    private static final int MOST_SPANS = 100;

    public Exclusions {
        spans = List.copyOf(spans);
        spans.forEach(ExcludedSpan::of);
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new IllegalArgumentException(
                    "exclude.time_zone must be a name of the tz database, was '%s'".formatted(timeZone));
        }
    }

    /** When nothing excludes it any more; empty where nothing excludes that instant. */
    public Optional<ZonedDateTime> until(Instant at) {
        ZonedDateTime free = at.atZone(ZoneId.of(timeZone));
        for (int i = 0; i < MOST_SPANS; i++) {
            LocalDateTime local = free.toLocalDateTime();
            Optional<LocalDateTime> end = spans.stream()
                    .map(ExcludedSpan::of)
                    .filter(span -> span.contains(local))
                    .map(span -> span.end(local))
                    .max(LocalDateTime::compareTo);
            if (end.isEmpty()) {
                break;
            }
            free = end.get().atZone(free.getZone());
        }
        return free.toInstant().equals(at) ? Optional.empty() : Optional.of(free);
    }

    /**
     * Why nothing may start now, for workflow code; empty where it may. What was planned outside of the exclusions and comes
     * late, by catch-up or jitter, may not; what was started inside of one was started by a person, who decides.
     */
    public static Optional<String> refusal(@Nullable Exclusions exclude) {
        if (exclude == null) {
            return Optional.empty();
        }
        OffsetDateTime planned = Workflow.getTypedSearchAttributes().get(PLANNED);
        return planned != null && exclude.until(planned.toInstant()).isPresent()
                ? Optional.empty()
                : exclude.until(Instant.ofEpochMilli(Workflow.currentTimeMillis()))
                        .map(end -> "excluded until " + SHOWN.format(end));
    }
}

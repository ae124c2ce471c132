package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.TypedByHand;
import dev.hadrill.workflows.observation.Probing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to observe while somebody else causes the outage.
 *
 * @param observation its probes must ask URLs
 * @param duration how long; null means until an outage began and ended
 * @param maxWait after which it ends where no outage came, or none ended; 30 minutes by default
 * @param release for the history
 * @param startedBy who wants to know, for the evidence
 */
@TypedByHand
public record WatchRequest(
        Probing observation,
        @Nullable Duration duration,
        @Nullable Duration maxWait,
        @Nullable String release,
        @Nullable String startedBy) {
    public WatchRequest {
        if (observation == null) {
            throw new IllegalArgumentException(
                    "observation must be given, for example {\"probes\":[{\"name\":\"service\",\"url\":\"http://127.0.0.1:18080/\"}]}");
        }
        maxWait = maxWait == null ? Duration.ofMinutes(30) : maxWait;
        requirePositive("duration", duration);
        requirePositive("max_wait", maxWait);
        DrillRequest.requireShort(release);
    }

    private static void requirePositive(String name, @Nullable Duration value) {
        if (value != null && (value.isNegative() || value.isZero())) {
            throw new IllegalArgumentException("%s must be > 0, was %ss".formatted(name, value.toMillis() / 1000.0));
        }
    }
}

package dev.hadrill.activities.docker;

import dev.hadrill.workflows.observation.Outcome;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a value goes on changing. Not thread-safe. */
final class Freshness {
    private final @Nullable Pattern pattern;
    private final long freshForNs;
    private @Nullable String value;
    private long sinceNs;
    private boolean changed;

    Freshness(@Nullable String pattern, Duration freshFor) {
        this.pattern = pattern == null ? null : Pattern.compile(pattern);
        this.freshForNs = freshFor.toNanos();
    }

    /** Whether an answer is a value at all, and not what a client says in its place. */
    boolean isValue(String answer) {
        return !answer.isBlank() && (pattern == null || pattern.matcher(answer).matches());
    }

    /** {@link Outcome#PROBER_ERROR} while nobody can know: no change was seen yet, and it is early. */
    Outcome judge(String answer, long receivedNs) {
        if (!isValue(answer)) {
            return Outcome.WRONG;
        }
        if (!answer.equals(value)) {
            changed = value != null;
            value = answer;
            sinceNs = receivedNs;
        }
        boolean stale = receivedNs - sinceNs > freshForNs;
        return stale ? Outcome.WRONG : changed ? Outcome.GOOD : Outcome.PROBER_ERROR;
    }
}

package dev.hadrill.workflows.observation;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds for every kind of probe. */
final class ProbeRules {
    /** Below this the loop's own lag, and what the probes do to the service, would be what is measured. */
    static final Duration SHORTEST = Duration.ofMillis(5);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private ProbeRules() {}

    static void check(String name, @Nullable Duration interval) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("probe name must match %s, was '%s'".formatted(NAME, name));
        }
        if (interval != null && interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("probe %s: interval must be >= 5ms, was %s".formatted(name, interval));
        }
    }
}

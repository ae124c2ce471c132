package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hadrill.workflows.stack.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A value that must go on changing, a background worker's heartbeat, read through one long-lived client inside a member:
 * each probe is a line to its standard input, and each answer a line of its output.
 *
 * @param in where the client runs; the member is found again, by role, when the client ends
 * @param client for example {@code [valkey-cli]}; never a shell text
 * @param env for the client: its variable, and the variable of the member's own environment that holds the value
 * @param ask the line that asks, for example {@code GET heartbeat:worker}
 * @param freshFor an answer that has not changed for longer than this is bad
 * @param pattern what the whole of a good answer looks like, so that an error's text is no new value; null takes any
 *     that is not blank
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExecProbe(
        String name,
        Target in,
        List<String> client,
        Map<String, String> env,
        String ask,
        Duration freshFor,
        @Nullable String pattern,
        @Nullable Duration interval)
        implements Probe {
    public ExecProbe {
        ProbeRules.check(name, interval);
        client = List.copyOf(client);
        env = env == null ? Map.of() : Map.copyOf(env);
        if (client.isEmpty()) {
            throw new IllegalArgumentException("probe %s: client must name a program".formatted(name));
        }
        if (ask.isBlank() || ask.lines().count() != 1) {
            throw new IllegalArgumentException("probe %s: ask must be one line, was '%s'".formatted(name, ask));
        }
        checkPattern(name, pattern);
        if (freshFor.isNegative() || freshFor.isZero()) {
            throw new IllegalArgumentException("probe %s: fresh_for must be > 0, was %s".formatted(name, freshFor));
        }
    }

    private static void checkPattern(String name, @Nullable String pattern) {
        try {
            Pattern.compile(pattern == null ? "" : pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "probe %s: pattern must be a regular expression, was '%s': %s"
                            .formatted(name, pattern, e.getDescription()),
                    e);
        }
    }

    @Override
    public String expectation() {
        return "a value that changed within %.1f s".formatted(freshFor.toMillis() / 1000.0);
    }

    @Override
    public String question() {
        return "'%s' in the %s of %s".formatted(ask, in.role(), in.component());
    }
}

package dev.hadrill.workflows.observation;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One question asked of the service as its users ask it.
 *
 * @param name also names files: lower case, digits, {@code _} and {@code -}
 * @param expectStatus the only good status, 200 by default
 * @param jsonPointer where the body must hold {@code jsonValue}; null asks nothing of the body
 */
public record Probe(
        String name,
        URI url,
        @Nullable Integer expectStatus,
        @Nullable String jsonPointer,
        @Nullable String jsonValue) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    public Probe {
        expectStatus = expectStatus == null ? Integer.valueOf(200) : expectStatus;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("probe name must match %s, was '%s'".formatted(NAME, name));
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("probe %s: url must hold no user or password".formatted(name));
        }
        if ((jsonPointer == null) != (jsonValue == null)) {
            throw new IllegalArgumentException(
                    "probe %s: json_pointer and json_value must be given together".formatted(name));
        }
        if (jsonPointer != null && !jsonPointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    "probe %s: json_pointer must start with /, was '%s'".formatted(name, jsonPointer));
        }
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "probe %s: url must be http://host[:port]/path, was %s".formatted(name, url));
        }
    }

    @Override
    public Integer expectStatus() {
        return Objects.requireNonNull(expectStatus);
    }

    /** What a good answer is, for people. */
    public String expectation() {
        return "HTTP " + expectStatus + (jsonPointer == null ? "" : " with " + jsonPointer + " = " + jsonValue);
    }
}

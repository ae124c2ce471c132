package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page asked for over HTTP, on a connection of its own.
 *
 * @param replicaOf the component of which this asks one member directly; null for one that asks as users do
 * @param expectStatus the only good status, 200 by default
 * @param jsonPointer where the body must hold {@code jsonValue}; null asks nothing of the body
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UrlProbe(
        String name,
        URI url,
        @Nullable Integer expectStatus,
        @Nullable String jsonPointer,
        @Nullable String jsonValue,
        @Nullable Duration interval,
        @Nullable String replicaOf)
        implements Probe {
    public UrlProbe {
        expectStatus = expectStatus == null ? Integer.valueOf(200) : expectStatus;
        ProbeRules.check(name, interval);
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

    /** The same, asked elsewhere. */
    public UrlProbe at(URI there) {
        return new UrlProbe(name, there, expectStatus, jsonPointer, jsonValue, interval, replicaOf);
    }

    @Override
    public String question() {
        return url.toString();
    }

    @Override
    public String expectation() {
        return "HTTP " + expectStatus + (jsonPointer == null ? "" : " with " + jsonPointer + " = " + jsonValue);
    }
}

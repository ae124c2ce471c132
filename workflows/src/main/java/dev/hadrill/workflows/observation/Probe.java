package dev.hadrill.workflows.observation;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One question asked of the service as its users ask it.
 *
 * @param expectStatus the only good status, 200 by default
 * @param jsonPointer where the body must hold {@code jsonValue}; null asks nothing of the body
 */
public record Probe(
        String name,
        URI url,
        @Nullable Integer expectStatus,
        @Nullable String jsonPointer,
        @Nullable String jsonValue) {
    public Probe {
        expectStatus = expectStatus == null ? Integer.valueOf(200) : expectStatus;
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "probe %s: url must be http://host[:port]/path, was %s".formatted(name, url));
        }
    }
}

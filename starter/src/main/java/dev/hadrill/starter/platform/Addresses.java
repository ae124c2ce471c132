package dev.hadrill.starter.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the platform answers, and with which versions; the UI is absent where Temporal is not ours. Holds no secret. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Addresses(
        String temporal,
        String namespace,
        @Nullable String ui,
        String historyUrl,
        String historyUser,
        Map<String, String> versions) {

    public Addresses {
        versions = Map.copyOf(versions);
    }
}

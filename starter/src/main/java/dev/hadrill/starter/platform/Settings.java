package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where hadrill lives and which ports it takes, read from the environment: {@code HADRILL_HOME}, {@code HADRILL_DATA},
 * {@code HADRILL_STACKS}, {@code HADRILL_TEMPORAL_PORT}, {@code HADRILL_UI_PORT}, {@code HADRILL_HISTORY_PORT},
 * {@code HADRILL_METRICS_PORT}.
 *
 * @param metricsPort the first worker's; the next one's is one higher
 */
public record Settings(
        Path home,
        Path data,
        Path stacks,
        int temporalPort,
        int uiPort,
        int historyPort,
        int metricsPort,
        Map<String, String> environment) {
    private static final int HIGHEST_PORT = 65_535;

    public Settings {
        environment = Map.copyOf(environment);
    }

    public static Settings from(Map<String, String> environment) {
        Path home = path(environment, "HADRILL_HOME", Path.of(""));
        return new Settings(
                home,
                path(environment, "HADRILL_DATA", home.resolve(".hadrill")),
                path(environment, "HADRILL_STACKS", home.resolve("stacks")),
                port(environment, "HADRILL_TEMPORAL_PORT", 7233),
                port(environment, "HADRILL_UI_PORT", 8233),
                port(environment, "HADRILL_HISTORY_PORT", 15433),
                port(environment, "HADRILL_METRICS_PORT", 9464, HIGHEST_PORT - Workers.COUNT + 1),
                environment);
    }

    public Path logs() {
        return data.resolve("logs");
    }

    Path cache() {
        return data.resolve("cache");
    }

    /** The standard Temporal variables and profile file. */
    ClientConfigProfile temporalProfile() {
        try {
            return ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .build());
        } catch (IOException | RuntimeException e) {
            throw new CommandFailed("the Temporal configuration cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where Temporal is when the environment or a profile says so: it is then somebody else's. */
    public Optional<String> externalTemporal() {
        return Optional.ofNullable(temporalProfile().getAddress());
    }

    /** The history database that the environment names, if it names one. */
    public Optional<String> externalHistory() {
        return value(environment, "HADRILL_HISTORY_URL");
    }

    Optional<String> value(String name) {
        return value(environment, name);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
    }

    private static Path path(Map<String, String> environment, String name, Path otherwise) {
        return value(environment, name)
                .map(Path::of)
                .orElse(otherwise)
                .toAbsolutePath()
                .normalize();
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        return port(environment, name, otherwise, HIGHEST_PORT);
    }

    private static int port(Map<String, String> environment, String name, int otherwise, int highest) {
        String text = value(environment, name).orElse(Integer.toString(otherwise));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > highest) {
            throw new CommandFailed(name + " must be a port from 1 to " + highest + ", was " + text);
        }
        return Integer.parseInt(text);
    }
}

package dev.hadrill.starter.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.hadrill.starter.CommandFailed;
import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The platform as its supervisor wrote it to {@code platform.json} in the data directory. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Platform(Incarnation supervisor, Instant startedAt, Addresses addresses, List<Part> parts) {

    public Platform {
        parts = List.copyOf(parts);
    }

    /** The platform that is up, if one is. */
    public static Optional<Platform> current(Path data) {
        return recorded(data).filter(platform -> platform.supervisor().isAlive());
    }

    /** Whether every part is alive and answers. */
    @JsonIgnore
    public boolean isUp() {
        return parts.stream().allMatch(part -> part.state().equals("up"));
    }

    /** The platform that was last written down, alive or not. */
    static Optional<Platform> recorded(Path data) {
        try {
            return Optional.of(Json.mapper().readValue(Files.readString(file(data)), Platform.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandFailed(
                    file(data) + " cannot be read: " + e.getMessage() + "; end its processes by hand and delete it", e);
        }
    }

    void write(Path data) throws IOException {
        PrivateFile.write(file(data), Json.write(this).getBytes(StandardCharsets.UTF_8));
    }

    static void forget(Path data) {
        try {
            Files.deleteIfExists(file(data));
        } catch (IOException e) {
            throw new CommandFailed(file(data) + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static Path file(Path data) {
        return data.resolve("platform.json");
    }
}

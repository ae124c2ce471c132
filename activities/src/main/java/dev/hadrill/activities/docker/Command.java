package dev.hadrill.activities.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to run inside a container.
 *
 * @param argv never a shell text made from input; a fixed script takes its input as further arguments
 * @param env where secrets go
 * @param user null means the container's own
 * @param timeout after which it counts as failed; it may still be running inside
 */
public record Command(
        List<String> argv,
        Map<String, String> env,
        @Nullable String user,
        Duration timeout) {
    // A look inside a healthy container takes 0.2 s here; ten is a server that hangs.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public Command {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
    }

    public static Command of(List<String> argv) {
        return new Command(argv, Map.of(), null, PATIENCE);
    }

    /** A fixed shell script, and its input as positional parameters. */
    public static Command script(String script, List<String> arguments) {
        return of(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("sh", "-c", script, "hadrill"), arguments.stream())
                .toList());
    }

    public Command as(@Nullable String osUser) {
        return new Command(argv, env, osUser, timeout);
    }

    public Command with(Map<String, String> variables) {
        return new Command(argv, variables, user, timeout);
    }

    public Command within(Duration patience) {
        return new Command(argv, env, user, patience);
    }
}

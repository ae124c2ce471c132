package dev.hadrill.starter.platform;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Commands whose process gets a signal when the supervisor dies however it dies, where util-linux can do that. */
final class Bound {
    private static final boolean POSSIBLE = Subprocess.run(
                    Duration.ofSeconds(5), List.of("setpriv", "--pdeathsig", "TERM", "true"))
            .ok();

    private Bound() {}

    static List<String> to(String signal, List<String> command) {
        return POSSIBLE ? prefixed(List.of("setpriv", "--pdeathsig", signal), command) : command;
    }

    static List<String> prefixed(List<String> prefix, List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}

package dev.hadrill.starter.platform;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One process that the supervisor keeps: its command, its whole environment, its log, the signal that ends it in
 * order, and in which round of the shutdown it ends.
 */
record ChildSpec(
        String name,
        String address,
        List<String> command,
        Map<String, String> environment,
        Path log,
        String stopSignal,
        int stopRound) {

    ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}

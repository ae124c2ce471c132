package dev.hadrill.starter.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the platform's own Java processes are started: this JDK, quick to start, small. */
final class JavaCommand {
    private static final int UNSAFE_FLAG_SINCE = 23;

    private JavaCommand() {}

    static List<String> of(String mainClass, String classPath, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= UNSAFE_FLAG_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, mainClass));
        return command;
    }
}

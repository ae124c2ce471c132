package dev.hadrill.starter.platform;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the platform's own Java processes are started: this JDK, quick to start, small. */
final class JavaCommand {
    private static final int UNSAFE_FLAG_SINCE = 23;
    private static final int AUTO_ARCHIVE_SINCE = 19;

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

    /** An archive of loaded classes, written when the process ends in order; one process a file, jars only. */
    static List<String> archive(Path file, String classPath) {
        boolean possible = Runtime.version().feature() >= AUTO_ARCHIVE_SINCE
                && Stream.of(classPath.split(File.pathSeparator, -1)).allMatch(entry -> entry.endsWith(".jar"));
        return possible
                ? List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + file,
                        "-Xlog:disable") // else each start says which optimisation native access costs it
                : List.of();
    }
}

package dev.hadrill.starter.platform;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command that ran to its end: exit code and both its streams together; 127 when it could not be started. */
record Subprocess(int exit, String output) {

    static Subprocess run(Duration limit, List<String> command) {
        return run(limit, command, Map.of(), "");
    }

    static Subprocess run(Duration limit, List<String> command, Map<String, String> environment, String input) {
        try {
            Path output = Files.createTempFile("hadrill", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(new File("/"))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                int exit = finish(builder.start(), limit, input);
                return new Subprocess(exit, Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            return new Subprocess(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Subprocess(130, "interrupted");
        }
    }

    boolean ok() {
        return exit == 0;
    }

    /** The last line that says something. */
    String lastLine() {
        return lastOf(output).orElse("exit code " + exit);
    }

    static Optional<String> lastOf(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((a, b) -> b);
    }

    private static int finish(Process process, Duration limit, String input) throws InterruptedException {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedWithoutReading) {
            // its exit code and output tell why
        }
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            return 124;
        } finally {
            process.destroyForcibly();
        }
    }
}

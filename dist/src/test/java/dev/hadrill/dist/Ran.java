package dev.hadrill.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that ran to its end. */
record Ran(List<String> command, int exit, String out, String err) {
    /** Blocks until it ends; ends it, and fails, when it takes longer than that. */
    static Ran command(Duration within, String... command) {
        try {
            Path out = Files.createTempFile("hadrill-ran", ".out");
            Path err = Files.createTempFile("hadrill-ran", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            Ran ran = new Ran(
                    List.of(command), ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            if (!ended) {
                throw new AssertionError("not ended after " + within + ": " + ran);
            }
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}

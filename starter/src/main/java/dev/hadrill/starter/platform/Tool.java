package dev.hadrill.starter.platform;

import dev.hadrill.starter.CommandFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A program of ours that runs in the foreground, from the same jars as this one. */
public final class Tool {
    private Tool() {}

    /** Its exit code; it has this process's terminal. Blocks until it ends. */
    public static int run(String mainClass, List<String> arguments) {
        List<String> command =
                new ArrayList<>(JavaCommand.of(mainClass, System.getProperty("java.class.path"), logging()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process.waitFor();
        } catch (IOException e) {
            throw new CommandFailed(mainClass + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Its log is this one's, so that nothing but its result is printed. */
    private static List<String> logging() {
        List<String> flags = new ArrayList<>(List.of("-Xlog:disable"));
        for (String property : List.of("hadrill.logs", "logback.configurationFile")) {
            flags.add("-D" + property + "=" + System.getProperty(property));
        }
        return flags;
    }
}

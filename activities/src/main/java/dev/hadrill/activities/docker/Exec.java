package dev.hadrill.activities.docker;

/**
 * What a command inside a container answered.
 *
 * @param exitCode negative when the command never ran or did not end in time; {@code stderr} then says why
 */
public record Exec(int exitCode, String stdout, String stderr) {
    public boolean ok() {
        return exitCode == 0;
    }

    /** One line that says why it failed. */
    public String complaint() {
        String text = stderr.isBlank() ? stdout : stderr;
        String last = text.strip().lines().reduce((first, second) -> second).orElse("no output");
        return exitCode < 0 ? last : "exit %d: %s".formatted(exitCode, last);
    }
}

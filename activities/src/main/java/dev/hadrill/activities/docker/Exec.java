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
        String telling = text.strip()
                .lines()
                .filter(line -> line.contains("ERROR") || line.contains("FATAL") || line.contains("error:"))
                .findFirst()
                .or(() -> text.strip().lines().reduce((first, second) -> second))
                .orElse("no output");
        return exitCode < 0 ? telling : "exit %d: %s".formatted(exitCode, telling);
    }
}

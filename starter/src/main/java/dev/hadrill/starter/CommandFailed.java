package dev.hadrill.starter;

/** What a command cannot do, said in one line for the person who typed it: what, where, what was expected, what next. */
public final class CommandFailed extends RuntimeException {
    public CommandFailed(String line) {
        super(line);
    }

    public CommandFailed(String line, Throwable cause) {
        super(line, cause);
    }
}

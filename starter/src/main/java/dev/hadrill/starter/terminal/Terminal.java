package dev.hadrill.starter.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines for people, and on a real terminal live lines below them. Text of others cannot move its cursor. */
public final class Terminal {
    private static final int WIDTH = 79;
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final String UP_AND_ERASE = "\u001b[1A\u001b[2K";

    private final PrintStream out;
    private final boolean live;
    private List<String> shown = List.of();

    public Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    public static Terminal ofStandardOutput() {
        return new Terminal(System.out, isTerminal(1) && !"dumb".equals(System.getenv("TERM")));
    }

    /** For whoever wants the result alone. */
    public static Terminal silent() {
        return new Terminal(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
    }

    /** Whether a person can be asked. */
    public static boolean canAsk() {
        return isTerminal(0) && isTerminal(1);
    }

    public boolean isLive() {
        return live;
    }

    public synchronized void line(String text) {
        List<String> below = shown;
        erase();
        out.println(printable(text));
        live(below);
    }

    /** Replaces the live line; does nothing where there is none. */
    public void live(String text) {
        live(List.of(text));
    }

    /** Replaces the live lines; does nothing where there are none. */
    public synchronized void live(List<String> lines) {
        List<String> fitting = lines.stream().map(Terminal::fitting).toList();
        if (live && !fitting.equals(shown)) {
            out.print(erasing() + String.join("\n", fitting));
            out.flush();
            shown = fitting;
        }
    }

    public synchronized void erase() {
        if (!shown.isEmpty()) {
            out.print(erasing());
            out.flush();
            shown = List.of();
        }
    }

    private String erasing() {
        return ERASE_LINE + UP_AND_ERASE.repeat(Math.max(0, shown.size() - 1));
    }

    private static String fitting(String text) {
        String line = printable(text);
        return line.length() > WIDTH ? line.substring(0, WIDTH) : line;
    }

    /** Blocks until a line was typed; empty at the end of input. */
    public String ask(String question) {
        erase();
        out.print(question);
        out.flush();
        try {
            // not closed: it is the process's own input
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer == null ? "" : answer.strip();
        } catch (IOException e) {
            return "";
        }
    }

    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").stripTrailing();
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}

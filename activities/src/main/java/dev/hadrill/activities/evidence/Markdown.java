package dev.hadrill.activities.evidence;

import dev.hadrill.pages.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Builds Markdown in which no text of others can be markup: every argument is escaped, for Markdown and for HTML. */
final class Markdown {
    private static final String SPECIAL = "\\`*{}[]()#+!|~";

    private final StringBuilder text = new StringBuilder();

    Markdown heading(int level, String format, Object... values) {
        return raw("#".repeat(level) + " " + filled(format, values)).raw("");
    }

    Markdown paragraph(String format, Object... values) {
        return raw(filled(format, values)).raw("");
    }

    Markdown item(String format, Object... values) {
        return raw("- " + filled(format, values));
    }

    Markdown table(List<String> header, List<List<String>> rows) {
        row(header);
        raw(header.stream().map(cell -> "---").collect(Collectors.joining(" | ", "| ", " |")));
        rows.forEach(this::row);
        return raw("");
    }

    Markdown table(Table table) {
        return table(table.header(), table.cells());
    }

    Markdown blank() {
        return raw("");
    }

    /** The format is ours and may hold markup; the values are escaped. */
    static String filled(String format, Object... values) {
        Object[] escaped = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            escaped[i] = values[i] instanceof Number ? values[i] : escape(String.valueOf(values[i]));
        }
        return String.format(Locale.ROOT, format, escaped);
    }

    static String escape(String hostile) {
        StringBuilder safe = new StringBuilder();
        hostile.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '@' -> safe.append("&#64;");
                default -> {
                    if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                        safe.append(' ');
                    } else if (SPECIAL.indexOf(point) >= 0) {
                        safe.append('\\').appendCodePoint(point);
                    } else {
                        safe.appendCodePoint(point);
                    }
                }
            }
        });
        // An underscore within a word is one to read; links must not come about by themselves.
        return safe.toString()
                .replaceAll("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])", "\\\\_")
                .replace("://", "&#58;//")
                .replaceAll("(?i)(www)\\.", "$1&#46;");
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void row(List<String> cells) {
        raw(cells.stream().map(Markdown::escape).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private Markdown raw(String line) {
        text.append(line).append('\n');
        return this;
    }
}

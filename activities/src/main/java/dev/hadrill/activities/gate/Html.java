package dev.hadrill.activities.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds HTML in which no text of others can be markup: every value is escaped; it has no scripts and loads nothing. */
final class Html {
    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { line-height: 1.2; overflow-wrap: anywhere; } h2 { margin-top: 2rem; }
            .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
            th { white-space: nowrap; } .FAILED { color: #c22; } .PASSED { color: #17833b; } .INCONCLUSIVE { color: #b26a00; }
            @media (prefers-color-scheme: dark) { .FAILED { color: #ff7b7b; } .PASSED { color: #5bd68a; } .INCONCLUSIVE { color: #ffbf5b; } }
            @media print { body { margin: 0; max-width: none; } }
            """;

    private final StringBuilder text = new StringBuilder();

    Html(String title) {
        text.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escape(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
    }

    /** A value that looks like something: {@code css} is ours, a link goes within the bundle. */
    record Cell(String text, @Nullable String css, @Nullable String link) {
        static Cell of(Object text) {
            return new Cell(String.valueOf(text), null, null);
        }
    }

    Html heading(int level, String title, @Nullable String css) {
        text.append("<h%d%s>%s</h%d>\n".formatted(level, css(css), escape(title), level));
        return this;
    }

    Html paragraph(String line) {
        text.append("<p>").append(escape(line)).append("</p>\n");
        return this;
    }

    Html list(List<String> items) {
        text.append("<ul>\n");
        items.forEach(item -> text.append("<li>").append(escape(item)).append("</li>\n"));
        text.append("</ul>\n");
        return this;
    }

    Html table(List<String> header, List<List<Cell>> rows) {
        text.append("<div class=\"wide\"><table>\n");
        if (!header.isEmpty()) {
            text.append("<thead><tr>");
            header.forEach(name -> text.append("<th>").append(escape(name)).append("</th>"));
            text.append("</tr></thead>\n");
        }
        text.append("<tbody>\n");
        for (List<Cell> row : rows) {
            text.append("<tr>");
            row.forEach(this::cell);
            text.append("</tr>\n");
        }
        text.append("</tbody></table></div>\n");
        return this;
    }

    String end() {
        return text.append("</body>\n</html>\n").toString();
    }

    private void cell(Cell cell) {
        text.append("<td").append(css(cell.css())).append('>');
        if (cell.link() == null) {
            text.append(escape(cell.text()));
        } else {
            text.append("<a href=\"%s\">%s</a>".formatted(escape(cell.link()), escape(cell.text())));
        }
        text.append("</td>");
    }

    private static String css(@Nullable String name) {
        return name == null ? "" : " class=\"%s\"".formatted(escape(name));
    }

    static String escape(String hostile) {
        StringBuilder safe = new StringBuilder();
        hostile.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isShown(point) ? point : ' ');
            }
        });
        return safe.toString();
    }

    /** Neither a control character nor one that turns the direction of what follows. */
    private static boolean isShown(int point) {
        return point == '\n'
                || (!Character.isISOControl(point)
                        && Character.getType(point) != Character.FORMAT
                        && Character.getType(point) != Character.SURROGATE);
    }
}

package dev.hadrill.pages;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table of words; the first cell of each row names it. */
public record Table(List<Column> columns, List<Row> rows) {
    public record Column(String name, Kind kind) {
        /** The class in the style sheet; null for words. */
        public @Nullable String css() {
            return kind == Kind.WORDS ? null : kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a column is set. */
    public enum Kind {
        WORDS,
        /** To the right. */
        NUMBER,
        /** On one line, and left out where there is no room. */
        SPARE
    }

    /**
     * A row.
     *
     * @param atSec its instant on the timeline; null where it has none
     * @param link where its first cell leads, a file beside the page; null for nowhere
     */
    public record Row(
            List<String> cells,
            Tone tone,
            @Nullable Double atSec,
            @Nullable String link) {
        public Row {
            cells = List.copyOf(cells);
        }

        /** One that leads nowhere. */
        public Row(List<String> cells, Tone tone, @Nullable Double atSec) {
            this(cells, tone, atSec, null);
        }

        /** For the page's script, in milliseconds. */
        public @Nullable String atMs() {
            return atSec == null ? null : Long.toString(Drawing.ms(atSec));
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row must have %d cells, was %s".formatted(columns.size(), row.cells()));
            }
        }
    }

    public static Table of(List<Column> columns, List<List<String>> rows) {
        return new Table(
                columns,
                rows.stream().map(cells -> new Row(cells, Tone.PLAIN, null)).toList());
    }

    public static Column text(String name) {
        return new Column(name, Kind.WORDS);
    }

    public static Column number(String name) {
        return new Column(name, Kind.NUMBER);
    }

    public static Column spare(String name) {
        return new Column(name, Kind.SPARE);
    }

    public List<String> header() {
        return columns.stream().map(Column::name).toList();
    }

    public List<List<String>> cells() {
        return rows.stream().map(Row::cells).toList();
    }

    /** Whether it needs more room than a phone has. */
    public boolean wide() {
        return columns.size() > 7;
    }
}

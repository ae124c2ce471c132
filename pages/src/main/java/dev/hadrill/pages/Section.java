package dev.hadrill.pages;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page under a heading.
 *
 * @param id names it in links; lower case and {@code -}
 * @param notes what a reader must know to read the table right, after it
 * @param folded shown on demand, and when printed
 */
public record Section(
        String id,
        String title,
        @Nullable String lead,
        @Nullable Table table,
        List<String> items,
        List<String> notes,
        boolean folded) {
    public Section {
        if (!id.matches("[a-z][a-z-]*")) {
            throw new IllegalArgumentException("id must be lower case and -, was " + id);
        }
        items = List.copyOf(items);
        notes = List.copyOf(notes);
    }

    /** For links. */
    public String brief() {
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    }

    public static Section of(String id, String title, @Nullable Table table, String... notes) {
        return new Section(id, title, null, table, List.of(), List.of(notes), false);
    }
}

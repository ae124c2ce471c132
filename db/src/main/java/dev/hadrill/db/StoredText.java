package dev.hadrill.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillEvent;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON that Postgres takes: it has no NUL in text, so that one is stored as U+FFFD. */
final class StoredText {
    private static final ObjectWriter WRITER = Json.mapper().writer(new NoNul());

    private StoredText() {}

    static String object(Object value) {
        return write(WRITER, value);
    }

    static String rows(List<?> rows) {
        return write(WRITER, rows);
    }

    /** Typed: a bare list of events would lose the names of their types. */
    static String array(List<DrillEvent> events) {
        return write(
                WRITER.forType(Json.mapper().getTypeFactory().constructCollectionType(List.class, DrillEvent.class)),
                events);
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NoNul extends CharacterEscapes {
        private static final SerializableString REPLACEMENT = new SerializedString("\uFFFD");
        private final int[] escapes = standardAsciiEscapesForJSON();

        NoNul() {
            escapes[0] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == 0 ? REPLACEMENT : null;
        }
    }
}

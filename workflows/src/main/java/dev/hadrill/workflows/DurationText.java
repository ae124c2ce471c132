package dev.hadrill.workflows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a duration as people write it: {@code 20s}, {@code 50ms}, {@code 2m}, {@code 14d}, {@code PT20S}, or a number of seconds. */
public final class DurationText extends StdScalarDeserializer<Duration> {
    private static final Pattern TEXT = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)?");

    public DurationText() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getText().trim();
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            return (Duration) context.handleWeirdStringValue(Duration.class, text, "%s", e.getMessage());
        }
    }

    /** Throws {@link IllegalArgumentException} with what was expected. */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            double number = Double.parseDouble(matcher.group(1));
            double seconds = switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
                case "ms" -> number / 1_000;
                case "m" -> number * 60;
                case "h" -> number * 3_600;
                case "d" -> number * 86_400;
                default -> number;
            };
            return Duration.ofNanos(Math.round(seconds * 1e9));
        }
        try {
            return Duration.parse(text);
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; write 20s, 50ms, 2m, 14d, PT20S or a number of seconds", e);
        }
    }
}

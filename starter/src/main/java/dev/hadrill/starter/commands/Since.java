package dev.hadrill.starter.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An instant as an option: a day (in UTC), days back from now, or an instant. */
final class Since implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        OptionalInt days = DaysBack.parse(text);
        if (days.isPresent()) {
            return Instant.now().minus(Duration.ofDays(days.getAsInt()));
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no day; write 2026-08-01, 90d or 2026-08-01T12:00:00Z");
        }
    }
}

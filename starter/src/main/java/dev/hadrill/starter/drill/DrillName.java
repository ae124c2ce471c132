package dev.hadrill.starter.drill;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Workflow ids that people can read. */
public final class DrillName {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private DrillName() {}

    /** {@code <kind>-<scenario>-<utc>-<4 characters>}. */
    public static String next(String kind, String scenario) {
        String random = Integer.toString(RANDOM.nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
        return "%s-%s-%s-%s".formatted(kind, scenario, SECOND.format(Instant.now()), random);
    }
}

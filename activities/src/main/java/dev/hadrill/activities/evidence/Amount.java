package dev.hadrill.activities.evidence;

import dev.hadrill.activities.evidence.Timeline.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amounts as people read them. */
final class Amount {
    private Amount() {}

    /** With its unit, to a hundredth. */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** With its unit, and no needless digit. */
    static String brief(double seconds) {
        return BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString() + " s";
    }

    /** To a thousandth. */
    static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    static String millis(Duration duration) {
        return millis(duration.toNanos() / 1e6);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }

    static String interval(Interval interval) {
        return number(interval.lo()) + " to " + number(interval.hi());
    }

    static String orNone(@Nullable String text) {
        return text == null || text.isBlank() ? "-" : text;
    }
}

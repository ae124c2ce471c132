package dev.hadrill.pages;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Seconds as people read them. */
final class Seconds {
    private Seconds() {}

    /** With its unit, to a hundredth. */
    static String words(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** As short as it can be: {@code 20 s}. */
    static String brief(double seconds) {
        return Scale.number(seconds) + " s";
    }

    static String interval(double lo, @Nullable Double hi) {
        return hi == null ? "more than " + words(lo) : String.format(Locale.ROOT, "%.2f to %s", lo, words(hi));
    }
}

package dev.hadrill.starter.commands;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of days as an option: {@code 90d}. */
final class DaysBack {
    private static final Pattern DAYS = Pattern.compile("([1-9]\\d{0,4})d");

    private DaysBack() {}

    /** Empty for what is none, and for less than one. */
    static OptionalInt parse(String text) {
        Matcher matcher = DAYS.matcher(text.strip());
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}

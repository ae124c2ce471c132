package dev.hadrill.pages;

import org.jspecify.annotations.Nullable;

/** A figure with its name: {@code RTO}, {@code 6.40 s}, {@code between 6.09 s and 6.72 s}. */
public record Fact(String name, String value, @Nullable String detail, Tone tone) {
    public Fact(String name, String value) {
        this(name, value, null, Tone.PLAIN);
    }
}

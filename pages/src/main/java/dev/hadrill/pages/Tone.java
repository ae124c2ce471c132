package dev.hadrill.pages;

import java.util.Locale;

/** How something is to be taken; words always say it too. */
public enum Tone {
    GOOD,
    BAD,
    UNSURE,
    /** What leads among its equals. */
    STRONG,
    PLAIN;

    /** The class in the style sheet. */
    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}

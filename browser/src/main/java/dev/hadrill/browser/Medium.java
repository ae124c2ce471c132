package dev.hadrill.browser;

/** How a page is looked at. */
public enum Medium {
    LIGHT("screen", "light"),
    DARK("screen", "dark"),
    PAPER("print", "light");

    private final String media;
    private final String scheme;

    Medium(String media, String scheme) {
        this.media = media;
        this.scheme = scheme;
    }

    String media() {
        return media;
    }

    String scheme() {
        return scheme;
    }
}

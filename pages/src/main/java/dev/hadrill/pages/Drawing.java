package dev.hadrill.pages;

import dev.hadrill.pages.Course.Span;

/** Path data of a picture whose x is time in milliseconds. */
final class Drawing {
    private final StringBuilder path = new StringBuilder();

    static long ms(double seconds) {
        return Math.round(seconds * 1_000);
    }

    Drawing band(Span span, int top, int bottom) {
        long from = ms(span.lo());
        path.append('M').append(from).append(' ').append(top);
        path.append('H')
                .append(ms(span.hi()))
                .append('V')
                .append(bottom)
                .append('H')
                .append(from)
                .append('Z');
        return this;
    }

    Drawing tick(double atSec, int top, int bottom) {
        path.append('M').append(ms(atSec)).append(' ').append(top).append('V').append(bottom);
        return this;
    }

    /** A line of no length: a round cap makes a dot of it, whatever the picture's proportions. */
    Drawing dot(long atMs, long y) {
        path.append('M').append(atMs).append(' ').append(y).append("h0");
        return this;
    }

    Drawing across(Span all, long y) {
        path.append('M').append(ms(all.lo())).append(' ').append(y).append('H').append(ms(all.hi()));
        return this;
    }

    boolean empty() {
        return path.isEmpty();
    }

    String data() {
        return path.toString();
    }
}

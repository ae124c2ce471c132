package dev.hadrill.bench;

import dev.hadrill.scripted.ScriptedTarget.Mode;

/** A way to be out, and what is promised of the interval's width. */
enum Kind {
    REFUSED(Mode.REFUSES, Promise.TWO_INTERVALS, false),
    HUNG(Mode.HANGS, Promise.TWO_INTERVALS_AND_AN_ANSWER, false),
    STATUS_503(Mode.ANSWERS_503, Promise.TWO_INTERVALS, false),
    SLOW(Mode.SLOW, Promise.NONE, false),
    /** Two answers in five are bad. */
    PARTIAL(Mode.PARTIAL, Promise.NONE, false),
    /** Up for a moment in between: one outage. */
    FLAPPING(Mode.ANSWERS_503, Promise.NONE, true),
    /** The status is 200, and the body says no. */
    RED_BODY(Mode.RED_BODY, Promise.NONE, false);

    /** Of the median width of the duration's interval. */
    enum Promise {
        NONE,
        TWO_INTERVALS,
        TWO_INTERVALS_AND_AN_ANSWER
    }

    final Mode mode;
    final Promise promise;
    final boolean flaps;

    Kind(Mode mode, Promise promise, boolean flaps) {
        this.mode = mode;
        this.promise = promise;
        this.flaps = flaps;
    }

    /** Names a probe too. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

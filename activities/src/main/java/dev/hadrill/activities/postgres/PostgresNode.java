package dev.hadrill.activities.postgres;

import org.jspecify.annotations.Nullable;

/**
 * A member of a pair as it was observed, alive or dead.
 *
 * @param timeline 0 when unknown
 * @param systemId null when unknown
 * @param streaming whether a standby receives from the other member
 */
record PostgresNode(
        String service,
        Condition condition,
        int timeline,
        @Nullable String systemId,
        boolean streaming) {
    /** What it is, or would be if it were started. */
    enum Condition {
        PRIMARY,
        STANDBY,
        /** It runs but takes no connections: it starts, or hangs. */
        SILENT,
        PAUSED,
        DEAD_PRIMARY,
        DEAD_STANDBY,
        /** Its data are half of a rejoin, or there are none: only a base backup helps. */
        DEAD_BROKEN,
        /** Its volume could not be looked at. */
        DEAD_UNKNOWN
    }

    boolean is(Condition wanted) {
        return condition == wanted;
    }

    boolean down() {
        return switch (condition) {
            case DEAD_PRIMARY, DEAD_STANDBY, DEAD_BROKEN, DEAD_UNKNOWN -> true;
            case PRIMARY, STANDBY, SILENT, PAUSED -> false;
        };
    }

    @Override
    public String toString() {
        return "%s %s%s%s"
                .formatted(
                        service,
                        condition.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                        timeline > 0 ? " on timeline " + timeline : "",
                        condition == Condition.STANDBY && !streaming ? ", not streaming" : "");
    }
}

package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something inside the stack that was seen as it happened, on CLOCK_MONOTONIC.
 *
 * @param notBeforeNs the look before this one, which had not shown it; null for an event that came by itself
 * @param seenNs when it was received
 * @param source what showed it, and of which compose service: {@code docker/redis}, {@code sentinel/redis-sentinel-2},
 *     {@code valkey/redis-replica}, {@code postgres/postgres-standby}
 * @param detail what was said, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sighting(Kind kind, @Nullable Long notBeforeNs, long seenNs, String source, String detail) {
    /** What a sighting means to the phases of a recovery. */
    public enum Kind {
        DIED,
        STARTED,
        /** One Sentinel misses it. */
        SUSPECTED,
        /** A quorum of Sentinels misses it. */
        AGREED_DOWN,
        LEADER_ELECTED,
        REPLICA_SELECTED,
        /** A server takes writes that did not before. */
        PROMOTED,
        MASTER_SWITCHED,
        TIMELINE_BEGAN,
        /** Journalled, and of no phase. */
        OTHER
    }

    /** The service of its source. */
    public String service() {
        return source.substring(source.indexOf('/') + 1);
    }
}

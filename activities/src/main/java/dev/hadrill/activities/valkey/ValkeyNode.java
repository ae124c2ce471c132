package dev.hadrill.activities.valkey;

import org.jspecify.annotations.Nullable;

/**
 * A server as it was observed.
 *
 * @param up its container runs
 * @param role null when it does not answer
 * @param follows the service of a replica's master, or its address where that is no member's; null for a master
 * @param linkUp whether a replica is in touch with its master
 */
record ValkeyNode(
        String service,
        boolean up,
        @Nullable Role role,
        @Nullable String follows,
        boolean linkUp,
        long offset) {
    /** What it says it is. */
    enum Role {
        MASTER,
        REPLICA
    }

    boolean isMaster() {
        return role == Role.MASTER;
    }

    boolean isReplicaOf(String master) {
        return role == Role.REPLICA && master.equals(follows);
    }

    static ValkeyNode down(String service) {
        return new ValkeyNode(service, false, null, null, false, 0);
    }

    static ValkeyNode silent(String service) {
        return new ValkeyNode(service, true, null, null, false, 0);
    }
}

package dev.hadrill.activities.valkey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Sentinel as it was observed.
 *
 * @param up its container runs
 * @param master the service that it takes for the master, or an address that is no member's; null when it does not answer
 * @param busy a failover is in progress, or it is in TILT: nothing may be changed under its hands
 * @param others how many other Sentinels it knows
 * @param quorum whether it could carry out a failover now
 */
record SentinelNode(
        String service,
        boolean up,
        @Nullable String master,
        boolean busy,
        int others,
        boolean quorum,
        List<Listed> replicas) {
    /**
     * A replica in a Sentinel's list.
     *
     * @param service the member's, or an address that is no member's
     */
    record Listed(String service, boolean reachable) {}

    SentinelNode {
        replicas = List.copyOf(replicas);
    }

    static SentinelNode down(String service) {
        return new SentinelNode(service, false, null, false, 0, false, List.of());
    }

    static SentinelNode silent(String service) {
        return new SentinelNode(service, true, null, false, 0, false, List.of());
    }

    long times(String member) {
        return replicas.stream()
                .filter(replica -> replica.service().equals(member))
                .count();
    }
}

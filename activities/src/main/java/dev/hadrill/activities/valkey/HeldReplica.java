package dev.hadrill.activities.valkey;

import dev.hadrill.activities.docker.BrakeStream;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Resource;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps a replica from receiving. */
public final class HeldReplica {
    private static final String HOLD = Resource.text(HeldReplica.class, "hold.sh");

    private HeldReplica() {}

    /** Blocks until its link is down; Sentinel may still choose it, for its data is fresh enough. */
    public static BrakeStream hold(DockerEngine engine, SentinelCluster cluster, Instance replica) {
        Map<String, String> env = new HashMap<>(ValkeyMember.authentication(cluster, replica));
        env.put("HADRILL_PASSWORD", replica.env().getOrDefault(cluster.passwordEnv(), ""));
        return BrakeStream.hold(
                engine, replica, Command.script(HOLD, List.of(cluster.cli())).with(env));
    }
}

package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.BrakeStream;
import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.Resource;
import dev.hadrill.workflows.stack.PostgresPair;
import java.util.List;
import java.util.Map;

/** Keeps a standby from receiving. */
public final class HeldStandby {
    private static final String HOLD = Resource.text(HeldStandby.class, "hold.sh");

    private HeldStandby() {}

    /** Blocks until it receives nothing; what it received before stays, and is replayed. */
    public static BrakeStream hold(DockerEngine engine, PostgresPair pair, Instance standby) {
        PostgresMember member = new PostgresMember(engine, pair, standby);
        Map<String, String> env = Map.of(
                "PGUSER", member.variable(pair.userEnv()),
                "PGPASSWORD", member.variable(pair.passwordEnv()),
                "PGDATABASE", member.database(),
                "PGCONNECT_TIMEOUT", "3");
        return BrakeStream.hold(
                engine, standby, Command.script(HOLD, List.of()).with(env).as(pair.osUser()));
    }
}

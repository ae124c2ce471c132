package dev.hadrill.activities.valkey;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.ServerLook;
import dev.hadrill.activities.docker.ServerState;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.List;
import java.util.Optional;

/** Asks a server for its role. A master takes writes from the very command that made it one. */
public record RoleLook(SentinelCluster cluster, String service) implements ServerLook {
    private static final String END = "hadrill-look";

    @Override
    public String source() {
        return "valkey/" + service;
    }

    @Override
    public Command client(Instance instance) {
        return Command.of(List.of(cluster.cli(), "-p", ValkeyMember.SERVER_PORT))
                .with(ValkeyMember.authentication(cluster, instance));
    }

    @Override
    public List<String> question() {
        return List.of("ROLE", "ECHO " + END);
    }

    @Override
    public String end() {
        return END;
    }

    /** By its first line alone: the ones after it may name a master, and a host may be called {@code master}. */
    @Override
    public Optional<ServerState> read(List<String> answer) {
        return switch (answer.isEmpty() ? "" : answer.getFirst()) {
            case "master" -> Optional.of(new ServerState(true, 0));
            case "slave", "replica" -> Optional.of(new ServerState(false, 0));
            default -> Optional.empty();
        };
    }

    @Override
    public String words(ServerState state) {
        return state.writable() ? "is master" : "is a replica";
    }
}

package dev.hadrill.workflows.stack;

import java.util.List;

/**
 * Valkey or Redis servers, one of them master, watched by Sentinels.
 *
 * @param passwordEnv the variable of the members' own environment that holds the password
 * @param cli the client inside the members' image: {@code valkey-cli} or {@code redis-cli}
 */
public record SentinelCluster(
        List<String> members, List<String> sentinels, String masterName, String passwordEnv, String cli)
        implements Component {
    public SentinelCluster {
        members = List.copyOf(members);
        sentinels = List.copyOf(sentinels);
    }
}

package dev.hadrill.workflows.stack;

import java.util.List;

/**
 * A PostgreSQL primary and its streaming standby. The {@code *Env} name variables of the members' own environment.
 *
 * @param osUser who owns the data directory inside the members' image
 */
public record PostgresPair(
        List<String> members,
        String osUser,
        String userEnv,
        String passwordEnv,
        String databaseEnv,
        String replicationUserEnv,
        String replicationPasswordEnv,
        Repoint repoint)
        implements Component {
    public PostgresPair {
        members = List.copyOf(members);
        if (members.size() != 2) {
            throw new IllegalArgumentException("a postgres component must have 2 members, has " + members);
        }
    }
}

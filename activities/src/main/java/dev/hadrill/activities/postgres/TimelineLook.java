package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.docker.ServerLook;
import dev.hadrill.activities.docker.ServerState;
import dev.hadrill.workflows.stack.PostgresPair;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a server whether it is in recovery, and for its timeline, over its local socket. */
public record TimelineLook(PostgresPair pair, String service) implements ServerLook {
    private static final String END = "hadrill-look";
    private static final String SQL =
            "SELECT CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE 'primary' END, " + PostgresView.TIMELINE + ";";

    private static final Pattern ANSWER = Pattern.compile("(primary|standby)\\|(\\d{1,9})");

    @Override
    public String source() {
        return "postgres/" + service;
    }

    @Override
    public Command client(Instance instance) {
        return PostgresMember.session(pair, instance);
    }

    @Override
    public List<String> question() {
        return List.of(SQL, "\\echo " + END);
    }

    @Override
    public String end() {
        return END;
    }

    @Override
    public Optional<ServerState> read(List<String> answer) {
        Matcher matcher = ANSWER.matcher(answer.size() == 1 ? answer.getFirst() : "");
        return matcher.matches()
                ? Optional.of(new ServerState(matcher.group(1).equals("primary"), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String words(ServerState state) {
        return (state.writable() ? "is out of recovery" : "is in recovery") + " on timeline " + state.timeline();
    }
}

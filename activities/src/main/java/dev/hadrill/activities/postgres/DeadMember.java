package dev.hadrill.activities.postgres;

import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.HelperContainer;
import dev.hadrill.activities.docker.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A member whose server does not run: its volume is worked on by a helper container. */
record DeadMember(String stack, PostgresMember member) {
    private static final Duration LOOK = Duration.ofSeconds(20);
    // A gigabyte of log takes 10 s.
    private static final Duration COUNT = Duration.ofSeconds(30);
    // 345 MB take 3 s here; what takes longer than this goes on, and the next attempt waits for it.
    private static final Duration REJOIN = Duration.ofSeconds(110);

    /** Empty when the volume could not be read. Takes a second. */
    Optional<ControlData> look() {
        if (helper("rejoin", "none", Map.of()).runs(member.engine())) {
            return Optional.of(
                    ControlData.BROKEN); // an earlier attempt's rejoin goes on: it is waited for, not doubled
        }
        Exec seen = helper("look", "none", Map.of()).run(member.engine(), LOOK);
        return seen.ok() ? Optional.of(ControlData.parse(seen.stdout())) : Optional.empty();
    }

    /**
     * Makes it follow a primary; it may be started when this answers with 0. Safe to repeat: what was begun is waited
     * for, and what did not end is never started.
     */
    Exec rejoin(PostgresMember primary, boolean copy) {
        String host = primary.service();
        String replicationUser = member.variable(member.pair().replicationUserEnv());
        String replicationPassword = member.variable(member.pair().replicationPasswordEnv());
        Map<String, String> env = new HashMap<>();
        env.put("HOW", copy ? "copy" : "rewind");
        env.put(
                "SUPER_CONNINFO",
                ConnInfo.of(host, primary.variable(primary.pair().userEnv()))
                        .with("dbname", primary.database())
                        .text());
        env.put("SUPER_PASSWORD", primary.variable(primary.pair().passwordEnv()));
        env.put("REPL_CONNINFO", ConnInfo.of(host, replicationUser).text());
        env.put("REPL_PASSWORD", replicationPassword);
        env.put(
                "CONNINFO_LINE",
                ConnInfo.of(host, replicationUser)
                        .with("password", replicationPassword)
                        .with("application_name", member.service())
                        .setting());
        String network = primary.instance().addresses().keySet().stream()
                .filter(member.instance().addresses()::containsKey)
                .sorted()
                .findFirst()
                .orElseGet(
                        () -> primary.instance().addresses().keySet().iterator().next());
        return helper("rejoin", network, env).run(member.engine(), REJOIN);
    }

    /** What its log holds beyond a point; takes a second. Reads only. */
    Exec countLost(int timeline, String switchPoint, String relation) {
        Map<String, String> input =
                Map.of("TIMELINE", String.valueOf(timeline), "SWITCH_POINT", switchPoint, "RELATION", relation);
        return helper("count-lost", "none", input).run(member.engine(), COUNT);
    }

    private HelperContainer helper(String script, String network, Map<String, String> input) {
        Map<String, String> env = new HashMap<>(input);
        String data = member.instance().env().get("PGDATA");
        if (data != null) {
            env.put("PGDATA", data);
        }
        return new HelperContainer(
                "hadrill-%s-%s-%s".formatted(script, stack, member.service()),
                stack,
                member.instance(),
                network,
                env,
                member.pair().osUser(),
                Resource.text(DeadMember.class, script + ".sh"));
    }
}

package dev.hadrill.activities.valkey;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.Exec;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One container of a cluster, a server or a Sentinel, asked by the client inside it; everything blocks. */
record ValkeyMember(DockerEngine engine, SentinelCluster cluster, Instance instance) {
    static final String SENTINEL_PORT = "26379";
    static final String SERVER_PORT = "6379";
    private static final String LOOK = """
            for what in MASTER REPLICAS CKQUORUM; do
              echo "== $what"
              "$1" -p "$2" SENTINEL "$what" "$3"
            done
            echo '== INFO'
            "$1" -p "$2" INFO sentinel
            """;
    // SENTINEL SET takes the password as an argument: from standard input it shows in no process list.
    private static final String TELL = """
            set -e
            "$1" -p "$2" SENTINEL REMOVE "$3"
            "$1" -p "$2" SENTINEL MONITOR "$3" "$4" "$5" "$6"
            [ -z "$HADRILL_PASSWORD" ] || printf 'SENTINEL SET %s auth-pass "%s"\\n' "$3" "$HADRILL_PASSWORD" | "$1" -p "$2"
            "$1" -p "$2" SENTINEL SET "$3" down-after-milliseconds "$7" failover-timeout "$8" parallel-syncs "$9"
            """;

    /** What a server says of its replication. */
    ValkeyNode lookAsServer(UnaryOperator<String> serviceOf) {
        if (!instance.running()) {
            return ValkeyNode.down(instance.service());
        }
        Exec answer = ask("INFO", "replication");
        Map<String, String> info = Replies.info(answer.stdout());
        if (!answer.ok() || !info.containsKey("role")) {
            return ValkeyNode.silent(instance.service());
        }
        boolean master = "master".equals(info.get("role"));
        String offset = info.getOrDefault(master ? "master_repl_offset" : "slave_repl_offset", "0");
        return new ValkeyNode(
                instance.service(),
                true,
                master ? ValkeyNode.Role.MASTER : ValkeyNode.Role.REPLICA,
                master ? null : serviceOf.apply(info.getOrDefault("master_host", "")),
                "up".equals(info.get("master_link_status"))
                        && "0".equals(info.getOrDefault("master_sync_in_progress", "0")),
                Long.parseLong(offset));
    }

    SentinelNode lookAsSentinel(UnaryOperator<String> serviceOf) {
        if (!instance.running()) {
            return SentinelNode.down(instance.service());
        }
        Map<String, String> sections = lookRaw();
        List<Map<String, String>> master = Replies.entries(sections.getOrDefault("MASTER", ""));
        if (master.isEmpty()) {
            return SentinelNode.silent(instance.service());
        }
        Map<String, String> known = master.getFirst();
        Set<String> flags = Set.of(known.getOrDefault("flags", "").split(","));
        boolean tilt =
                !"0".equals(Replies.info(sections.getOrDefault("INFO", "")).getOrDefault("sentinel_tilt", "0"));
        return new SentinelNode(
                instance.service(),
                true,
                serviceOf.apply(known.getOrDefault("ip", "")),
                tilt || flags.contains("failover_in_progress"),
                Integer.parseInt(known.getOrDefault("num-other-sentinels", "0")),
                sections.getOrDefault("CKQUORUM", "").startsWith("OK"),
                Replies.entries(sections.getOrDefault("REPLICAS", "")).stream()
                        .map(replica -> listed(replica, serviceOf))
                        .toList());
    }

    /** The address by which this Sentinel knows the master. */
    String masterHost() {
        return monitored().getOrDefault("ip", "");
    }

    /** Follows a master, also after a restart. */
    Exec follow(String host) {
        Exec answer = ask("REPLICAOF", host, SERVER_PORT);
        return answer.ok() ? ask("CONFIG", "REWRITE") : answer;
    }

    Exec lead() {
        Exec answer = ask("REPLICAOF", "NO", "ONE");
        return answer.ok() ? ask("CONFIG", "REWRITE") : answer;
    }

    Exec reset() {
        return ask("-p", SENTINEL_PORT, "SENTINEL", "RESET", cluster.masterName());
    }

    /** What a Sentinel knows of the master, its settings among it; empty when it does not answer. */
    Map<String, String> monitored() {
        List<Map<String, String>> master = Replies.entries(lookRaw().getOrDefault("MASTER", ""));
        return master.isEmpty() ? Map.of() : master.getFirst();
    }

    /** Replaces what a Sentinel monitors, with these settings and the password. */
    Exec tell(String host, Map<String, String> settings) {
        String majority = String.valueOf(cluster.sentinels().size() / 2 + 1);
        Map<String, String> env = new HashMap<>(authentication());
        env.put("HADRILL_PASSWORD", instance.env().getOrDefault(cluster.passwordEnv(), ""));
        List<String> arguments = List.of(
                cluster.cli(),
                SENTINEL_PORT,
                cluster.masterName(),
                host,
                SERVER_PORT,
                settings.getOrDefault("quorum", majority),
                settings.getOrDefault("down-after-milliseconds", "5000"), // Sentinel's own defaults are 30 s and 3 min
                settings.getOrDefault("failover-timeout", "60000"),
                settings.getOrDefault("parallel-syncs", "1"));
        return engine.exec(instance, Command.script(TELL, arguments).with(env));
    }

    private Map<String, String> lookRaw() {
        Command look = Command.script(LOOK, List.of(cluster.cli(), SENTINEL_PORT, cluster.masterName()));
        return Replies.sections(
                engine.exec(instance, look.with(authentication())).stdout());
    }

    private Exec ask(String... words) {
        List<String> argv = new ArrayList<>(List.of(cluster.cli()));
        argv.addAll(List.of(words));
        Exec answer = engine.exec(instance, Command.of(argv).with(authentication()));
        // The client ends with 0 when the server answered an error.
        boolean refused = answer.stdout().matches("(?s)(ERR|NOAUTH|WRONGPASS|READONLY|MASTERDOWN|LOADING) .*");
        return refused ? new Exec(1, "", answer.stdout()) : answer;
    }

    private static SentinelNode.Listed listed(Map<String, String> replica, UnaryOperator<String> serviceOf) {
        Set<String> flags = Set.of(replica.getOrDefault("flags", "").split(","));
        // "err" also until it answered this Sentinel, which it may be refusing.
        boolean answered = "ok".equals(replica.get("master-link-status"));
        boolean missed = flags.contains("s_down") || flags.contains("o_down") || flags.contains("disconnected");
        return new SentinelNode.Listed(serviceOf.apply(replica.getOrDefault("ip", "")), answered && !missed);
    }

    /** For the environment of a client. */
    Map<String, String> authentication() {
        return authentication(cluster, instance);
    }

    static Map<String, String> authentication(SentinelCluster cluster, Instance instance) {
        String password = instance.env().get(cluster.passwordEnv());
        return password == null ? Map.of() : Map.of("REDISCLI_AUTH", password, "VALKEYCLI_AUTH", password);
    }
}

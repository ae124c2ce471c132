package dev.hadrill.activities.valkey;

import dev.hadrill.activities.docker.Command;
import dev.hadrill.activities.docker.ExecStream;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.Sighting.Kind;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one Sentinel says, by itself, of the master that it watches. For one client's lines, on one thread. */
public final class SentinelVoice {
    private static final String MESSAGE = "pmessage";

    private final SentinelCluster cluster;
    private final String service;
    private final List<String> message = new ArrayList<>();

    public SentinelVoice(SentinelCluster cluster, String service) {
        this.cluster = cluster;
        this.service = service;
    }

    /** A client that prints every event as it happens, until its standard input ends. */
    public static Command client(SentinelCluster cluster, Instance instance) {
        List<String> argv = List.of(cluster.cli(), "-p", ValkeyMember.SENTINEL_PORT, "PSUBSCRIBE", "*");
        return ExecStream.untilClosed(Command.of(argv).with(ValkeyMember.authentication(cluster, instance)));
    }

    /** A sighting where this line completes one: a message is its kind, the pattern, the channel and the text. */
    public Optional<Sighting> heard(ExecStream.Line line) {
        if (line.error() || (message.isEmpty() && !line.text().equals(MESSAGE))) {
            return Optional.empty();
        }
        message.add(line.text());
        if (message.size() < 4) {
            return Optional.empty();
        }
        String channel = message.get(2);
        String text = message.get(3);
        message.clear();
        return Optional.of(new Sighting(
                kind(channel, text), null, line.receivedNs(), "sentinel/" + service, channel + " " + text));
    }

    private Kind kind(String channel, String text) {
        return switch (channel) {
            case "+sdown" -> ofMaster(text) ? Kind.SUSPECTED : Kind.OTHER;
            case "+odown" -> ofMaster(text) ? Kind.AGREED_DOWN : Kind.OTHER;
            case "+elected-leader" -> ofMaster(text) ? Kind.LEADER_ELECTED : Kind.OTHER;
            case "+selected-slave" ->
                text.contains(" @ " + cluster.masterName() + " ") ? Kind.REPLICA_SELECTED : Kind.OTHER;
            case "+switch-master" -> text.startsWith(cluster.masterName() + " ") ? Kind.MASTER_SWITCHED : Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    private boolean ofMaster(String text) {
        return text.startsWith("master " + cluster.masterName() + " ");
    }
}

package dev.hadrill.activities.witness;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.DockerEngines;
import dev.hadrill.activities.observation.Witness;
import dev.hadrill.activities.postgres.TimelineLook;
import dev.hadrill.activities.valkey.RoleLook;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.stack.PinnedStack;
import dev.hadrill.workflows.stack.PostgresPair;
import dev.hadrill.workflows.stack.ReplicaSet;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Watches a stack through its Docker engine: the engine's events, every Sentinel's, and the role of every server of a
 * store. Each is found again, by service, when its container was replaced.
 */
public final class StackWitness implements Witness {
    private final DockerEngines engines;

    public StackWitness(DockerEngines engines) {
        this.engines = engines;
    }

    @Override
    public Watching watch(PinnedStack stack, Consumer<Sighting> onSighting) {
        Supplier<DockerEngine> engine = () -> engines.of(stack);
        String project = stack.stack().compose().project();
        Stream<Source> members = stack.stack().components().values().stream().flatMap(component -> switch (component) {
            case SentinelCluster cluster -> ofCluster(engine, project, cluster);
            case PostgresPair pair ->
                pair.members().stream().map(member -> new LookSource(engine, project, new TimelineLook(pair, member)));
            // The engine tells of its containers, and a probe of its answers.
            case ReplicaSet replicas -> Stream.of();
        });
        return new Watch(
                Stream.concat(Stream.of(new EventSource(engine, project)), members)
                        .toList(),
                onSighting);
    }

    private static Stream<Source> ofCluster(Supplier<DockerEngine> engine, String project, SentinelCluster cluster) {
        return Stream.concat(
                cluster.sentinels().stream().map(sentinel -> new VoiceSource(engine, project, cluster, sentinel)),
                cluster.members().stream()
                        .map(member -> new LookSource(engine, project, new RoleLook(cluster, member))));
    }
}

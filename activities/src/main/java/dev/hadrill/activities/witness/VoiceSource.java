package dev.hadrill.activities.witness;

import dev.hadrill.activities.docker.DockerEngine;
import dev.hadrill.activities.docker.ExecStream;
import dev.hadrill.activities.docker.Instance;
import dev.hadrill.activities.valkey.SentinelVoice;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.stack.SentinelCluster;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one Sentinel publishes. */
record VoiceSource(Supplier<DockerEngine> engine, String project, SentinelCluster cluster, String service)
        implements Source {
    @Override
    public String name() {
        return "sentinel/" + service;
    }

    @Override
    public void follow(Runnable opened, Consumer<Sighting> tell) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        SentinelVoice voice = new SentinelVoice(cluster, service);
        Instance instance = engine.get().service(project, service);
        ExecStream client = ExecStream.open(
                engine.get(),
                instance,
                SentinelVoice.client(cluster, instance),
                line -> voice.heard(line).ifPresent(tell),
                ended::countDown);
        try {
            opened.run();
            ended.await();
        } finally {
            client.close();
        }
    }
}

package dev.hadrill.starter.platform;

import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The process that holds the platform's children: it restarts what dies, writes {@code platform.json}, and on SIGTERM
 * ends them in order. The plan comes on its standard input.
 */
public final class Supervisor {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration LOG_CHECK = Duration.ofSeconds(30);
    private static final long LOG_LIMIT_BYTES = 20L << 20;

    private final Plan plan;
    private final Incarnation self;
    private final Instant startedAt = Instant.now();
    private final List<Child> children;
    private boolean ended;

    Supervisor(Plan plan) {
        this.plan = plan;
        this.self = Incarnation.of(ProcessHandle.current().pid()).orElseThrow();
        this.children = plan.children().stream()
                .map(spec -> new Child(spec, this::record))
                .toList();
    }

    public static void main(String[] args) throws IOException {
        Supervisor supervisor = new Supervisor(Json.mapper().readValue(System.in, Plan.class));
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop"));
        supervisor.run();
    }

    static void say(String line) {
        System.out.println(Instant.now() + " " + line);
    }

    private void run() {
        record();
        children.forEach(child -> new Thread(child, child.spec().name()).start());
        while (true) {
            Waiting.sleep(LOG_CHECK);
            children.forEach(child -> limit(child.spec().log()));
        }
    }

    /** Ends one round after the other, the children of a round at the same time. */
    private void stop() {
        children.stream()
                .collect(Collectors.groupingBy(child -> child.spec().stopRound(), TreeMap::new, Collectors.toList()))
                .values()
                .forEach(Supervisor::stopRound);
        forget();
        say("stopped");
    }

    private synchronized void forget() {
        ended = true;
        Platform.forget(plan.data());
    }

    private static void stopRound(List<Child> round) {
        List<Thread> stops = round.stream()
                .map(child -> Thread.ofPlatform().start(() -> child.stop(GRACE)))
                .toList();
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void record() {
        if (ended) {
            return;
        }
        try {
            List<Part> parts = children.stream().map(Child::part).toList();
            new Platform(self, startedAt, plan.addresses(), parts).write(plan.data());
        } catch (IOException e) {
            say("platform.json cannot be written: " + e.getMessage());
        }
    }

    /** Children append to their log, so that it can be cut while they run. */
    private static void limit(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
                Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                Files.newByteChannel(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (IOException e) {
            say(log + " cannot be cut: " + e.getMessage());
        }
    }
}

package dev.hadrill.starter.platform;

import io.temporal.envconfig.ClientConfigProfile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The workers' loaded classes on disk, one file a build: a killed worker works again after 0.9 s instead of 3 s. Made
 * by a worker that works for nobody, once after each build.
 */
final class WorkerArchive {
    private static final String NOBODYS_NAMESPACE = "temporal-system"; // there is one on every server, without drills
    private static final Duration POLLS = Duration.ofSeconds(15);
    private static final Duration ENDS = Duration.ofSeconds(20);

    private WorkerArchive() {}

    /** A file that is not there, or is not of this JDK, is passed over without a word. */
    static List<String> use(Jars jars) {
        return List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + file(jars));
    }

    static void makeWhereMissing(Settings settings, Jars jars, String mainClass, Consumer<String> say)
            throws IOException {
        boolean onlyJars = Stream.of(jars.classPath().split(File.pathSeparator, -1))
                .allMatch(entry -> entry.endsWith(".jar")); // the JVM archives no folders
        if (Files.exists(file(jars)) || !onlyJars) {
            return;
        }
        say.accept("workers: preparing quick restarts, once after a build");
        Path fresh = jars.folder().resolve("worker.jsa.new");
        train(settings, jars, mainClass, List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + fresh));
        if (Files.exists(fresh)) {
            Files.move(fresh, file(jars));
        }
    }

    private static void train(Settings settings, Jars jars, String mainClass, List<String> flags) throws IOException {
        Connection real = Connection.of(settings);
        ClientConfigProfile idle =
                real.temporal().toBuilder().setNamespace(NOBODYS_NAMESPACE).build();
        Connection connection = new Connection(idle, real.historyUrl(), real.historyUser(), real.historyPassword());
        Process worker = Workers.child(settings, connection, jars.classPath(), mainClass, flags, "training", 0)
                .start();
        try (TemporalProbe probe = new TemporalProbe(connection, true)) {
            Waiting.until(POLLS, () -> !worker.isAlive() || probe.pollers(Set.of(worker.pid())) > 0);
            worker.destroy();
            worker.waitFor(ENDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            worker.destroyForcibly();
        }
    }

    private static Path file(Jars jars) {
        return jars.folder().resolve("worker.jsa");
    }
}

package dev.hadrill.starter.platform;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The two workers, so that a drill goes on when one dies. */
final class Workers {
    static final String MAIN = "dev.hadrill.worker.WorkerMain";
    static final int COUNT = 2;

    private Workers() {}

    static List<ChildSpec> children(Settings settings, Connection connection, Jars jars, String mainClass) {
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> child(
                        settings,
                        connection,
                        jars.classPath(),
                        mainClass,
                        WorkerArchive.use(jars),
                        Integer.toString(number),
                        metricsPort(settings, number)))
                .toList();
    }

    /** Each has its own, by its number from 1. */
    static int metricsPort(Settings settings, int number) {
        return settings.metricsPort() + number - 1;
    }

    /** With 0 its metrics are served at any port. */
    static ChildSpec child(
            Settings settings,
            Connection connection,
            String classPath,
            String mainClass,
            List<String> flags,
            String id,
            int metricsPort) {
        String name = "worker-" + id;
        return new ChildSpec(
                name,
                "127.0.0.1:" + metricsPort,
                Bound.to("TERM", JavaCommand.of(mainClass, classPath, flags)),
                environment(settings, connection, id, metricsPort),
                settings.logs().resolve(name + ".log"),
                "TERM",
                0);
    }

    /** A Temporal that the environment names is reached by what is in the environment already. */
    private static Map<String, String> environment(
            Settings settings, Connection connection, String id, int metricsPort) {
        Map<String, String> environment = new HashMap<>(settings.environment());
        if (settings.temporalProfile().getAddress() == null) {
            environment.put("TEMPORAL_ADDRESS", connection.temporalAddress());
            environment.put("TEMPORAL_NAMESPACE", connection.namespace());
        }
        environment.put("HADRILL_HOME", settings.home().toString());
        environment.put("HADRILL_DATA", settings.data().toString());
        environment.put("HADRILL_STACKS", settings.stacks().toString());
        environment.put("HADRILL_HISTORY_URL", connection.historyUrl());
        environment.put("HADRILL_HISTORY_USER", connection.historyUser());
        environment.put("HADRILL_HISTORY_PASSWORD", connection.historyPassword());
        environment.put("HADRILL_WORKER_ID", id);
        environment.put("HADRILL_METRICS_PORT", Integer.toString(metricsPort));
        settings.value("HADRILL_WEBHOOK_SECRET_FILE")
                .map(file -> Path.of(file).toAbsolutePath().toString()) // a worker's folder is another
                .ifPresent(file -> environment.put("HADRILL_WEBHOOK_SECRET_FILE", file));
        return environment;
    }
}

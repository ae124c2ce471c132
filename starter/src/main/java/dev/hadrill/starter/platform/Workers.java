package dev.hadrill.starter.platform;

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
                .mapToObj(Integer::toString)
                .map(id -> child(settings, connection, jars.classPath(), mainClass, WorkerArchive.use(jars), id))
                .toList();
    }

    static ChildSpec child(
            Settings settings,
            Connection connection,
            String classPath,
            String mainClass,
            List<String> flags,
            String id) {
        String name = "worker-" + id;
        return new ChildSpec(
                name,
                "task queue",
                Bound.to("TERM", JavaCommand.of(mainClass, classPath, flags)),
                environment(settings, connection, id),
                settings.logs().resolve(name + ".log"),
                "TERM",
                0);
    }

    /** A Temporal that the environment names is reached by what is in the environment already. */
    private static Map<String, String> environment(Settings settings, Connection connection, String id) {
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
        return environment;
    }
}

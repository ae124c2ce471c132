package dev.hadrill.starter.platform;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Settings for a platform of a test's own. */
final class Sandbox {
    private Sandbox() {}

    static Settings settings(Path data) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("HADRILL_"));
        environment.put("HADRILL_HOME", data.toString());
        environment.put("HADRILL_DATA", data.toString());
        List<Integer> ports = freePorts();
        environment.put("HADRILL_TEMPORAL_PORT", ports.get(0).toString());
        environment.put("HADRILL_UI_PORT", ports.get(1).toString());
        environment.put("HADRILL_HISTORY_PORT", ports.get(2).toString());
        environment.put("HADRILL_METRICS_PORT", ports.get(3).toString());
        return Settings.from(environment);
    }

    static LocalPlatform platform(Settings settings, Class<?> worker) {
        return new LocalPlatform(settings, worker.getName(), line -> {});
    }

    /** Below the range from which the kernel gives ports to outgoing connections. */
    private static List<Integer> freePorts() {
        return new Random()
                .ints(10_000, 32_000)
                .filter(port -> Ports.isFree(port) && Ports.isFree(port + 1)) // two workers, two ports for metrics
                .distinct()
                .limit(4)
                .boxed()
                .toList();
    }
}

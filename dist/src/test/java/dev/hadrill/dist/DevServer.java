package dev.hadrill.dist;

import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.platform.TemporalBinary;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A real Temporal server of a test's own, with the platform's own program. */
final class DevServer {
    private DevServer() {}

    static TestWorkflowEnvironment start(Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HADRILL_HOME", Product.HOME.toString());
        TemporalBinary binary = TemporalBinary.find(Settings.from(environment), line -> {});
        return TestWorkflowEnvironment.startLocal(
                TestEnvironmentOptions.getDefaultInstance(),
                TemporalDevServerOptions.newBuilder()
                        .setExistingPath(binary.path().toString())
                        .setLogFile(folder.resolve("temporal.log").toString())
                        .build());
    }
}

package dev.hadrill.dist;

import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.platform.TemporalBinary;
import dev.hadrill.workflows.Attributes;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real Temporal server of a test's own, with the platform's own program and hadrill's search attributes. */
final class DevServer {
    private DevServer() {}

    static TestWorkflowEnvironment start(Path folder) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HADRILL_HOME", Product.HOME.toString());
        TemporalBinary binary = TemporalBinary.find(Settings.from(environment), line -> {});
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
        for (SearchAttributeKey<?> key : List.of(
                Attributes.STACK, Attributes.SCENARIO, Attributes.RELEASE, Attributes.VERDICT, Attributes.RTO_MS)) {
            options.registerSearchAttribute(key.getName(), key.getValueType());
        }
        return TestWorkflowEnvironment.startLocal(
                options.build(),
                TemporalDevServerOptions.newBuilder()
                        .setExistingPath(binary.path().toString())
                        .setLogFile(folder.resolve("temporal.log").toString())
                        .build());
    }
}

package dev.hadrill.starter.platform;

import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.Json;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real Temporal server of a test's own: the one in the test's process knows no schedules. */
public final class DevTemporal {
    private DevTemporal() {}

    /** With hadrill's search attributes and JSON; fetched into the checkout's own cache where it is not there. */
    public static TestWorkflowEnvironment start() throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HADRILL_HOME", Path.of("..").toAbsolutePath().toString());
        TemporalBinary binary = TemporalBinary.find(Settings.from(environment), line -> {});
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Json.dataConverter())
                        .build());
        for (SearchAttributeKey<?> key : List.of(
                Attributes.STACK, Attributes.SCENARIO, Attributes.RELEASE, Attributes.VERDICT, Attributes.RTO_MS)) {
            options.registerSearchAttribute(key.getName(), key.getValueType());
        }
        return TestWorkflowEnvironment.startLocal(
                options.build(),
                TemporalDevServerOptions.newBuilder()
                        .setExistingPath(binary.path().toString())
                        .setLogFile("target/dev-temporal.log")
                        .build());
    }
}

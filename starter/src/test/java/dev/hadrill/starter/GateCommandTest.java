package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.starter.gate.ScriptedGate;
import dev.hadrill.starter.platform.DevTemporal;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.gate.GateRequest;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hadrill gate} against a real Temporal server with a scripted gate, and no history. */
class GateCommandTest {
    @TempDir
    private Path home;

    @Test
    void aGateThatPassedWithoutItsBundleIsNoExitCodeZeroAndSaysSo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        int exit;
        try (TestWorkflowEnvironment temporal = DevTemporal.start()) {
            temporal.newWorker(TaskQueues.HADRILL).registerWorkflowImplementationTypes(ScriptedGate.class);
            temporal.start();
            temporal.getWorkflowClient()
                    .newUntypedWorkflowStub(
                            "ReleaseGate",
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(TaskQueues.HADRILL)
                                    .setWorkflowId("a-gate")
                                    .build())
                    .start(GateRequest.of("passes"));
            exit = follow(temporal);
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }

        assertThat(exit).isOne();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("verdict   PASSED", "bundle    later: hadrill report g");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("hadrill: the gate PASSED; exit code 1, for its bundle is not there");
    }

    private int follow(TestWorkflowEnvironment temporal) {
        return Main.run(
                Map.of(
                        "HADRILL_HOME",
                        home.toString(),
                        "HADRILL_HISTORY_URL",
                        "jdbc:postgresql://127.0.0.1:1/none",
                        "TEMPORAL_ADDRESS",
                        temporal.getWorkflowServiceStubs().getOptions().getTarget(),
                        "TEMPORAL_NAMESPACE",
                        temporal.getNamespace(),
                        "TEMPORAL_CONFIG_FILE",
                        home.resolve("none.toml").toString()),
                new PrintWriter(new StringWriter()),
                "gate",
                "--follow",
                "a-gate");
    }
}

package dev.hadrill.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hadrill.starter.platform.DevTemporal;
import dev.hadrill.starter.schedule.ScriptedWorkflows;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Commands in this process, against a real Temporal server with scripted workflows. */
abstract class ScheduleHarness {
    static TestWorkflowEnvironment temporal;
    static ScheduleClient schedules;

    @TempDir
    Path home;

    private StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        temporal = DevTemporal.start();
        temporal.newWorker(TaskQueues.HADRILL)
                .registerWorkflowImplementationTypes(ScriptedWorkflows.Drill.class, ScriptedWorkflows.Gate.class);
        temporal.start();
        schedules = ScheduleClient.newInstance(
                temporal.getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                        .setNamespace(temporal.getNamespace())
                        .setDataConverter(Json.dataConverter())
                        .build());
    }

    @AfterAll
    static void stop() {
        temporal.close();
    }

    @AfterEach
    void deleteAll() {
        schedules
                .listSchedules()
                .forEach(listed -> schedules.getHandle(listed.getScheduleId()).delete());
        await().until(() -> schedules.listSchedules().findAny().isEmpty());
    }

    String create(String name, String... more) {
        return run(createArguments(name, more));
    }

    static String[] createArguments(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("schedule", "create", name));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--cron")) {
            arguments.addAll(List.of("--cron", "0 3 * * 1-5"));
        }
        arguments.addAll(List.of("--time-zone", "Europe/Vienna"));
        return arguments.toArray(String[]::new);
    }

    String trigger(String name) {
        return run("schedule", "trigger", name).strip().replace("started ", "");
    }

    JsonNode listed(String name) throws IOException {
        for (JsonNode entry : Json.mapper().readTree(run("schedule", "list", "--json"))) {
            if (entry.path("name").asText().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError("no schedule " + name);
    }

    JsonNode shown(String name) throws IOException {
        return Json.mapper().readTree(run("schedule", "show", name, "--json"));
    }

    static List<Instant> plans(String name) {
        return schedules.getHandle(name).describe().getInfo().getNextActionTimes();
    }

    static JsonNode input(String workflowId) throws IOException {
        return Json.mapper()
                .readTree(temporal.getWorkflowClient()
                        .fetchHistory(workflowId)
                        .getHistory()
                        .getEvents(0)
                        .getWorkflowExecutionStartedEventAttributes()
                        .getInput()
                        .getPayloads(0)
                        .getData()
                        .toStringUtf8());
    }

    void refuse(String line, String... arguments) {
        assertThat(exit(arguments)).isOne();
        assertThat(err.toString()).startsWith("hadrill: ").contains(line).hasLineCount(1);
        err = new StringWriter();
    }

    String run(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(exit(arguments)).as(() -> err.toString()).isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private int exit(String... arguments) {
        return Main.run(
                Map.of(
                        "HADRILL_HOME",
                        home.toString(),
                        "TEMPORAL_ADDRESS",
                        temporal.getWorkflowServiceStubs().getOptions().getTarget(),
                        "TEMPORAL_NAMESPACE",
                        temporal.getNamespace(),
                        "TEMPORAL_CONFIG_FILE",
                        home.resolve("none.toml").toString()),
                new PrintWriter(err, true),
                arguments);
    }
}

package dev.hadrill.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.TaskQueues;
import dev.hadrill.workflows.drill.Drill;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillSummary;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands, the lab, the platform and the history that a test looks at. */
final class Product implements AutoCloseable {
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final Connection connection = Connection.of(Settings.from(environment()));
    private final WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(connection.stubsOptions());
    final WorkflowClient temporal = WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                    .setDataConverter(Json.dataConverter())
                    .build());

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("HADRILL_HOME", HOME.toString());
        return environment;
    }

    Ran hadrill(String... arguments) {
        return hadrill(Duration.ofMinutes(6), arguments);
    }

    Ran hadrill(Duration within, String... arguments) {
        return Ran.command(
                within,
                Stream.concat(Stream.of(HOME.resolve("hadrill").toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** Executes a drill with the platform's own temporal binary, and waits for its end. */
    Ran drillByTemporalCli(String input, String... more) {
        Path cache = Path.of(
                environment()
                        .getOrDefault("HADRILL_DATA", HOME.resolve(".hadrill").toString()),
                "cache");
        try (Stream<Path> found = Files.find(
                cache,
                3,
                (path, attributes) -> path.getFileName().toString().equals("temporal") && attributes.isRegularFile())) {
            String binary = found.map(Path::toString).findFirst().orElse("temporal");
            List<String> command = new ArrayList<>(List.of(binary, "workflow", "execute", "--type", "Drill"));
            command.addAll(List.of("--task-queue", TaskQueues.HADRILL, "--workflow-id", "cli-" + System.nanoTime()));
            command.addAll(List.of("--input", input, "--address", connection.temporalAddress()));
            command.addAll(List.of(more));
            return Ran.command(Duration.ofMinutes(3), command.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with the lab's own words unless every component is redundant. */
    void assertLabIsWhole() {
        Ran check = Ran.command(Duration.ofMinutes(2), HOME.resolve("lab/lab").toString(), "check", "--wait", "30");
        assertThat(check.exit()).as(check.out() + check.err()).isZero();
    }

    /** What hadrill must not have touched: id and start of every container of the stack. */
    List<String> containers() {
        Ran ids = Ran.command(
                Duration.ofSeconds(20),
                "docker",
                "ps",
                "-aq",
                "--no-trunc",
                "--filter",
                "label=com.docker.compose.project=freesdn");
        List<String> command = new ArrayList<>(
                List.of("docker", "inspect", "--format", "{{.Id}} {{.State.StartedAt}} {{.State.Status}}"));
        command.addAll(ids.out().lines().sorted().toList());
        return Ran.command(Duration.ofSeconds(20), command.toArray(String[]::new))
                .out()
                .lines()
                .toList();
    }

    /** The row of a drill, as {@code hadrill history} lists it. */
    DrillSummary keptAs(String workflowId) {
        Ran history = hadrill("history", "--json", "--limit", "5");
        assertThat(history.exit()).as(history.toString()).isZero();
        return Stream.of(Json.read(history.out(), DrillSummary[].class))
                .filter(row -> row.workflowId().equals(workflowId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(workflowId + " is not in " + history.out()));
    }

    /** Starts a drill as any Temporal client does, and does not wait for it. */
    Drill start(String workflowId, String scenario) {
        Drill drill = temporal.newWorkflowStub(
                Drill.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(TaskQueues.HADRILL)
                        .setWorkflowId(workflowId)
                        .build());
        WorkflowClient.start(drill::run, DrillRequest.of(scenario));
        return drill;
    }

    Drill drill(String workflowId) {
        return temporal.newWorkflowStub(Drill.class, workflowId);
    }

    DescribeWorkflowExecutionResponse describe(String workflowId) {
        return stubs.blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(connection.namespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                        .build());
    }

    /** The process that carries out an activity now. */
    Optional<ProcessHandle> workerOf(String workflowId, String activity) {
        return describe(workflowId).getPendingActivitiesList().stream()
                .filter(pending -> pending.getActivityType().getName().equals(activity))
                .map(PendingActivityInfo::getLastWorkerIdentity)
                .filter(identity -> identity.contains("@"))
                .map(identity -> Long.parseLong(identity.substring(identity.lastIndexOf('@') + 1)))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .findFirst();
    }

    /** How many rows a table of the history holds of a drill. */
    int rows(String table, String drillId) {
        String sql = switch (table) {
            case "drill" -> "select count(*) from drill where drill_id = ?";
            case "drill_event" -> "select count(*) from drill_event where drill_id = ?";
            case "drill_evidence" -> "select count(*) from drill_evidence where drill_id = ?";
            default -> throw new IllegalArgumentException(table);
        };
        try (var database = DriverManager.getConnection(
                        connection.historyUrl(), connection.historyUser(), connection.historyPassword());
                var statement = database.prepareStatement(sql)) {
            statement.setString(1, drillId);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}

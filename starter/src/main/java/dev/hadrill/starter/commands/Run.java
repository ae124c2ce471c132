package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.DrillEnd;
import dev.hadrill.starter.drill.DrillFollower;
import dev.hadrill.starter.drill.DrillName;
import dev.hadrill.starter.drill.DrillResult;
import dev.hadrill.starter.drill.Kept;
import dev.hadrill.starter.drill.LastLines;
import dev.hadrill.starter.drill.StopWords;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.stacks.Scenarios;
import dev.hadrill.starter.terminal.Interrupts;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hadrill run}: one drill from its start to its evidence; exit code 0 only when it passed. */
@Command(
        name = "run",
        description = {
            "Runs one drill, shows it, and lays its evidence into a folder; exit code 0 only when it PASSED.",
            "The drill goes on if this command dies. Ctrl-C aborts it and makes the stack whole."
        },
        mixinStandardHelpOptions = true)
public final class Run implements Callable<Integer> {
    private final Settings settings;

    @Mixin
    private DrillOptions options = new DrillOptions();

    @Option(
            names = "--scenario",
            completionCandidates = Scenarios.class,
            required = true,
            description = "redis_kill, primary_kill, api_kill, ...")
    private String scenario = "";

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            defaultValue = "drills",
            description = "Where the evidence folder is laid (default: ${DEFAULT-VALUE}).")
    private Path reportDir = Path.of("drills");

    @Option(names = "--release", description = "The release under test, for the history.")
    private @Nullable String release;

    @Option(
            names = "--approval",
            description = "A promotion waits for a person: hadrill promote STACK --approve-by NAME.")
    private boolean approval;

    @Option(names = "--json", description = "Print the result alone, as JSON.")
    private boolean json;

    public Run(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Drilled drilled = drill(json ? Terminal.silent() : Terminal.ofStandardOutput());
        if (json) {
            System.out.println(Json.write(drilled.result()));
        }
        return drilled.passed() ? 0 : 1;
    }

    /** {@code passed} where nothing went wrong besides. */
    record Drilled(DrillResult result, boolean passed) {}

    /** Blocks until the drill has ended. */
    Drilled drill(Terminal terminal) {
        DrillRequest request = options.request(scenario, release, false, approval);
        Connection connection = Connection.of(settings);
        String workflowId = DrillName.next("drill", scenario);
        try (Engine engine = Engine.connect(connection)) {
            WorkflowStub drill = engine.start(
                    "Drill",
                    workflowId,
                    "%s on %s".formatted(scenario, request.stack()),
                    "Started by %s with hadrill run.".formatted(Person.here()),
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
                    request);
            String drillId = Objects.requireNonNull(drill.getExecution()).getRunId();
            terminal.line("drill %s (workflow %s); it goes on if this command dies".formatted(drillId, workflowId));
            DrillFollower follower =
                    new DrillFollower(engine, drill, terminal, new StopKeys(Terminal.canAsk()), StopWords.OF_A_DRILL);
            Interrupts.onInterrupt(follower::pressed);
            DrillEnd end = follower.await();
            return conclude(connection, terminal, drillId, end, follower.known());
        }
    }

    private Drilled conclude(
            Connection connection, Terminal terminal, String drillId, DrillEnd end, @Nullable DrillState known) {
        Kept kept = Kept.of(connection, drillId, end, reportDir);
        DrillSummary summary = kept.summary();
        if (summary == null) {
            throw new CommandFailed(String.valueOf(kept.trouble()));
        }
        print(terminal, summary, known, kept.trouble(), kept.folder());
        return new Drilled(
                DrillResult.of(summary, kept.folder()), summary.verdict() == Verdict.PASSED && end.failure() == null);
    }

    private void print(
            Terminal terminal,
            DrillSummary summary,
            @Nullable DrillState known,
            @Nullable String trouble,
            @Nullable Path evidence) {
        if (trouble != null) {
            System.err.println("hadrill: " + trouble);
        }
        terminal.line("verdict   " + summary.verdict());
        terminal.line("reason    " + summary.reason());
        if (known != null) {
            LastLines.of(known).forEach(terminal::line);
        }
        terminal.line("evidence  " + (evidence == null ? "later: hadrill report " + summary.drillId() : evidence));
    }
}

package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.DrillEnd;
import dev.hadrill.starter.drill.DrillFollower;
import dev.hadrill.starter.drill.DrillName;
import dev.hadrill.starter.drill.Kept;
import dev.hadrill.starter.drill.Records;
import dev.hadrill.starter.drill.StopWords;
import dev.hadrill.starter.drill.WatchResult;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.terminal.Interrupts;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.WatchRequest;
import dev.hadrill.workflows.observation.Observation;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hadrill observe}: measures an outage that somebody else causes; exit code 0 when it measured. */
@Command(
        name = "observe",
        description = {
            "Measures an outage that somebody else causes, with a drill's estimator and evidence; touches nothing.",
            "Ctrl-C ends it and prints what was seen; exit code 0 when it measured, whether there was an outage or not."
        },
        mixinStandardHelpOptions = true)
public final class Observe implements Callable<Integer> {
    private final Settings settings;

    @Mixin
    private WatchOptions options = new WatchOptions();

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            defaultValue = "drills",
            description = "Where the evidence folder is laid (default: ${DEFAULT-VALUE}).")
    private Path reportDir = Path.of("drills");

    @Option(names = "--json", description = "Print the result alone, as one JSON object.")
    private boolean json;

    public Observe(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        WatchRequest request = options.request();
        Connection connection = Connection.of(settings);
        Terminal terminal = json ? Terminal.silent() : Terminal.ofStandardOutput();
        String workflowId = DrillName.next("watch", DrillSummary.WATCH);
        try (Engine engine = Engine.connect(connection)) {
            WorkflowStub watch = engine.start(
                    "Watch",
                    workflowId,
                    "observe " + options.url(),
                    "Started by %s with hadrill observe.".formatted(Person.here()),
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
                    request);
            String drillId = Objects.requireNonNull(watch.getExecution()).getRunId();
            terminal.line("watch %s (workflow %s); Ctrl-C ends it".formatted(drillId, workflowId));
            DrillFollower follower =
                    new DrillFollower(engine, watch, terminal, new StopKeys(false), StopWords.OF_A_WATCH);
            Interrupts.onInterrupt(follower::pressed);
            DrillEnd end = follower.await();
            Kept kept = Kept.of(connection, drillId, end, reportDir);
            DrillState state = complete(connection, drillId, follower.known());
            print(terminal, state, kept);
            return end.failure() == null ? 0 : 1;
        }
    }

    /** What the workflow last answered, or the history's where no worker answered after the end. */
    private static DrillState complete(Connection connection, String drillId, @Nullable DrillState known) {
        if (known != null && known.observation().isPresent()) {
            return known;
        }
        try (Records records = new Records(connection)) {
            return records.events(drillId).orElseGet(() -> new DrillState(drillId, "", java.util.List.of()));
        } catch (ApplicationFailure e) {
            return new DrillState(drillId, "", java.util.List.of());
        }
    }

    private void print(Terminal terminal, DrillState state, Kept kept) {
        Optional<Observation> observation = state.observation();
        if (observation.isEmpty()) {
            throw new CommandFailed(kept.trouble() == null ? "it was ended before anything was seen" : kept.trouble());
        }
        DrillSummary summary = kept.summary();
        Path folder = kept.folder();
        WatchResult result = WatchResult.of(
                state,
                observation.get(),
                summary == null ? null : summary.evidence(),
                folder == null ? null : folder.toString());
        if (json) {
            System.out.println(result.json());
        }
        if (kept.trouble() != null) {
            System.err.println("hadrill: " + kept.trouble());
        }
        result.lines().forEach(terminal::line);
        terminal.line("evidence  " + (folder == null ? "later: hadrill report " + state.drillId() : folder));
    }
}

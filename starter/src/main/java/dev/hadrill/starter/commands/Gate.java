package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.gate.Bundle;
import dev.hadrill.starter.gate.GateEnd;
import dev.hadrill.starter.gate.GateFollower;
import dev.hadrill.starter.gate.GateRecords;
import dev.hadrill.starter.gate.GateResult;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.terminal.Interrupts;
import dev.hadrill.starter.terminal.StopKeys;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.Decision;
import dev.hadrill.workflows.gate.GateRequest;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.gate.GateSummary;
import dev.hadrill.workflows.gate.ReleaseGate;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hadrill gate}: drills before a release, one verdict, one bundle; exit code 0 only when it PASSED and was laid. */
@Command(
        name = "gate",
        description = {
            "Runs the scenarios of a stack, repeated, for a release; compares them with the releases before, and lays one"
                    + " bundle of evidence. Exit code 0 only when the gate PASSED and the bundle is there.",
            "The gate goes on if this command dies: --follow joins it. Ctrl-C aborts it and makes the stack whole."
        },
        mixinStandardHelpOptions = true)
public final class Gate implements Callable<Integer> {
    private final Settings settings;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "--stack", defaultValue = "freesdn", description = "The stack (default: ${DEFAULT-VALUE}).")
    private String stack = "freesdn";

    @Option(names = "--scenarios", split = ",", description = "Which, by commas (default: all of the stack file).")
    private @Nullable List<String> scenarios;

    @Option(names = "--repeat", paramLabel = "N", description = "How often each is run (default: 5).")
    private @Nullable Integer repeat;

    @Option(
            names = "--baseline",
            paramLabel = "RELEASE",
            description = "The release to compare with (default: the last drills of the releases before it).")
    private @Nullable String baseline;

    @Option(names = "--approval", description = "What passed must be approved by a person: --approve.")
    private boolean approval;

    @Option(
            names = "--approve-within",
            paramLabel = "TIME",
            converter = Budget.class,
            description = "How long it waits for one (default: 24h).")
    private @Nullable Duration approveWithin;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            defaultValue = "drills",
            description = "Where the bundle is laid (default: ${DEFAULT-VALUE}).")
    private Path reportDir = Path.of("drills");

    @Option(names = "--by", paramLabel = "NAME", description = "Who approves or rejects.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the result alone, as JSON.")
    private boolean json;

    /** One of these. */
    private static final class What {
        @Option(names = "--release", description = "The release under test: begins a gate.")
        private @Nullable String release;

        @Option(
                names = "--follow",
                paramLabel = "GATE",
                description = "Joins a gate, by its release or workflow id, and lays its bundle at its end.")
        private @Nullable String follow;

        @Option(
                names = "--approve",
                paramLabel = "GATE",
                description = "Approves a gate that waits; needs --by, --reason.")
        private @Nullable String approve;

        @Option(
                names = "--reject",
                paramLabel = "GATE",
                description = "Rejects a gate that waits; needs --by, --reason.")
        private @Nullable String reject;
    }

    public Gate(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        GateRequest request = what.release == null ? null : request(what.release);
        Decision decision = what.approve == null && what.reject == null ? null : decision();
        Connection connection = Connection.of(settings);
        Terminal terminal = json ? Terminal.silent() : Terminal.ofStandardOutput();
        try (Engine engine = Engine.connect(connection)) {
            if (decision != null) {
                return decide(engine, decision);
            }
            WorkflowStub gate = request == null
                    ? existing(engine, Objects.requireNonNull(what.follow))
                    : start(engine, request, terminal);
            GateFollower follower = new GateFollower(engine, gate, terminal, new StopKeys(Terminal.canAsk()));
            Interrupts.onInterrupt(follower::pressed);
            return conclude(connection, terminal, follower.await(), follower.known());
        }
    }

    private GateRequest request(String release) {
        try {
            return new GateRequest(
                    release, stack, scenarios, repeat, baseline, approval, approveWithin, Person.here(), null);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
    }

    private Decision decision() {
        if (by == null || reason == null) {
            throw new CommandFailed(
                    "a gate is approved or rejected by somebody, for a reason: give --by NAME --reason TEXT");
        }
        try {
            return new Decision(by, reason);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
    }

    private int decide(Engine engine, Decision decision) {
        boolean approves = what.approve != null;
        String name = Objects.requireNonNull(approves ? what.approve : what.reject);
        try {
            String answer = existing(engine, name).update(approves ? "approve" : "reject", String.class, decision);
            System.out.println(json ? Json.write(answer) : answer);
            return 0;
        } catch (WorkflowNotFoundException e) {
            throw new CommandFailed("gate %s has ended: nothing is left to decide".formatted(name), e);
        } catch (WorkflowException e) {
            throw new CommandFailed(
                    "gate %s was not %s: %s".formatted(name, approves ? "approved" : "rejected", Reasons.of(e)), e);
        }
    }

    /** By workflow id, else by release. */
    private WorkflowStub existing(Engine engine, String name) {
        return Stream.of(name, ReleaseGate.id(stack, name))
                .map(engine::existing)
                .filter(Gate::isGate)
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailed("there is no gate '%s' on stack %s; give the release, or the workflow id"
                                .formatted(name, stack)));
    }

    private static boolean isGate(WorkflowStub workflow) {
        try {
            return workflow.describe().getWorkflowType().equals("ReleaseGate");
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private WorkflowStub start(Engine engine, GateRequest request, Terminal terminal) {
        String id = ReleaseGate.id(stack, request.release());
        try {
            WorkflowStub gate = engine.start(
                    "ReleaseGate",
                    id,
                    "Release %s on %s".formatted(request.release(), stack),
                    "Started by %s with hadrill gate.".formatted(Person.here()),
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
                    request);
            terminal.line("gate %s; it goes on if this command dies: hadrill gate --follow %s"
                    .formatted(Objects.requireNonNull(gate.getExecution()).getRunId(), id));
            return gate;
        } catch (WorkflowExecutionAlreadyStarted e) {
            throw new CommandFailed(
                    "a gate for release %s runs on stack %s already; nothing was started; join it with: hadrill gate --follow %s"
                            .formatted(request.release(), stack, id),
                    e);
        }
    }

    private int conclude(Connection connection, Terminal terminal, GateEnd end, @Nullable GateState known) {
        GateSummary summary = end.summary();
        if (summary == null) {
            throw new CommandFailed(String.valueOf(end.failure()));
        }
        Bundle bundle = null;
        try (GateRecords records = new GateRecords(connection)) {
            bundle = records.lay(summary.gateId(), reportDir);
        } catch (CommandFailed e) {
            System.err.println("hadrill: " + e.getMessage());
        } catch (ApplicationFailure e) {
            System.err.println("hadrill: %s; later: hadrill report %s".formatted(Reasons.of(e), summary.gateId()));
        }
        if (json) {
            System.out.println(Json.write(GateResult.of(summary, bundle)));
        }
        terminal.line("verdict   " + summary.verdict());
        List<String> reasons = known == null ? List.of(String.valueOf(summary.reason())) : known.reasons();
        reasons.forEach(line -> terminal.line("          " + line));
        if (bundle == null) {
            terminal.line("bundle    later: hadrill report " + summary.gateId());
            if (summary.verdict() == Verdict.PASSED) {
                System.err.println("hadrill: the gate PASSED; exit code 1, for its bundle is not there");
            }
            return 1;
        }
        terminal.line("bundle    " + bundle.folder());
        terminal.line("zip       " + bundle.zip());
        return summary.verdict() == Verdict.PASSED ? 0 : 1;
    }
}

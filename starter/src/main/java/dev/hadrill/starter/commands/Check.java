package dev.hadrill.starter.commands;

import dev.hadrill.starter.drill.DrillName;
import dev.hadrill.starter.drill.Plan;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.stacks.Scenarios;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hadrill check}: every guard and the plan, nothing touched; exit code 1 when a guard refuses. */
@Command(
        name = "check",
        description = "Asks every guard and shows the plan; touches nothing. Exit code 1 when a guard refuses.",
        mixinStandardHelpOptions = true)
public final class Check implements Callable<Integer> {
    private final Settings settings;

    @Mixin
    private DrillOptions options = new DrillOptions();

    @Option(
            names = "--scenario",
            completionCandidates = Scenarios.class,
            defaultValue = "redis_kill,primary_kill,api_kill",
            split = ",",
            description = "One or several (default: ${DEFAULT-VALUE}).")
    private List<String> scenarios = List.of();

    @Option(names = "--json", description = "Print the plans alone, as JSON.")
    private boolean json;

    public Check(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        List<Plan> plans = new ArrayList<>();
        Terminal terminal = Terminal.ofStandardOutput();
        List<DrillRequest> requests = scenarios.stream()
                .map(scenario -> options.request(scenario, null, true, false))
                .toList();
        try (Engine engine = Engine.connect(Connection.of(settings))) {
            for (DrillRequest request : requests) {
                Plan plan = ask(engine, request);
                plans.add(plan);
                if (!json) {
                    plan.lines().forEach(terminal::line);
                }
            }
        }
        if (json) {
            System.out.println(Json.write(plans));
        }
        return plans.stream().allMatch(Plan::passed) ? 0 : 1;
    }

    static Plan ask(Engine engine, DrillRequest request) {
        WorkflowStub check = engine.start(
                "Drill",
                DrillName.next("check", request.scenario()),
                "Check %s on %s".formatted(request.scenario(), request.stack()),
                "Asked by %s with hadrill check; touches nothing.".formatted(Person.here()),
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
                request);
        @Nullable String refusal = null;
        try {
            check.getResult(DrillSummary.class);
        } catch (WorkflowFailedException e) {
            refusal = Reasons.of(e);
        }
        return Plan.of(request.scenario(), refusal, engine.state(check, DrillState.class));
    }
}

package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.DrillTable;
import dev.hadrill.starter.drill.Records;
import dev.hadrill.starter.gate.GateList;
import dev.hadrill.starter.gate.GateRecords;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.stacks.Scenarios;
import dev.hadrill.starter.stacks.Stacks;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.gate.GateSummary;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hadrill history}: the drills that were run, or the gates, the newest first. */
@Command(
        name = "history",
        description = "Lists drills, or release gates, the newest first.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[prune]")
public final class History implements Callable<Integer> {
    private final Settings settings;

    @Option(names = "--limit", defaultValue = "20", description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--scenario", completionCandidates = Scenarios.class, description = "Only this scenario.")
    private @Nullable String scenario;

    @Option(names = "--stack", completionCandidates = Stacks.class, description = "Only this stack.")
    private @Nullable String stack;

    @Option(names = "--gates", description = "List release gates instead of drills.")
    private boolean gates;

    @Option(names = "--json", description = "Print them as a JSON array.")
    private boolean json;

    public History(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CommandFailed("--limit must be >= 1, was " + limit);
        }
        if (gates && scenario != null) {
            throw new CommandFailed("--scenario selects drills, and a gate has several; leave it or --gates out");
        }
        Connection connection = Connection.of(settings);
        return gates ? listGates(connection) : listDrills(connection);
    }

    private int listDrills(Connection connection) {
        try (Records records = new Records(connection)) {
            List<DrillSummary> drills = records.list(limit, scenario, stack);
            print(drills, DrillTable.lines(drills));
        }
        return 0;
    }

    private int listGates(Connection connection) {
        try (GateRecords records = new GateRecords(connection)) {
            List<GateSummary> found = records.list(limit, stack);
            print(found, GateList.lines(found));
        }
        return 0;
    }

    private void print(List<?> rows, List<String> table) {
        if (json) {
            System.out.println(Json.write(rows));
        } else {
            table.forEach(Terminal.ofStandardOutput()::line);
        }
    }
}

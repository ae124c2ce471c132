package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.DrillTable;
import dev.hadrill.starter.drill.Records;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.stacks.Scenarios;
import dev.hadrill.starter.stacks.Stacks;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hadrill history}: the drills that were run, the newest first. */
@Command(
        name = "history",
        description = "Lists drills, the newest first.",
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
        try (Records records = new Records(Connection.of(settings))) {
            List<DrillSummary> drills = records.list(limit, scenario, stack);
            if (json) {
                System.out.println(Json.write(drills));
            } else {
                DrillTable.lines(drills).forEach(Terminal.ofStandardOutput()::line);
            }
            return 0;
        }
    }
}

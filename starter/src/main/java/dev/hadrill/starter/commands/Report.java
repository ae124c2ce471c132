package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.DrillResult;
import dev.hadrill.starter.drill.Records;
import dev.hadrill.starter.evidence.EvidenceFolder;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.evidence.Evidence;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hadrill report}: lays a drill's evidence again. */
@Command(
        name = "report",
        description = "Lays the evidence of a drill into a folder, and prints where.",
        mixinStandardHelpOptions = true)
public final class Report implements Callable<Integer> {
    private final Settings settings;

    @Parameters(paramLabel = "ID", description = "A drill's id, the beginning of one, or its workflow id.")
    private String id = "";

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            defaultValue = "drills",
            description = "Where the folder is laid (default: ${DEFAULT-VALUE}).")
    private Path reportDir = Path.of("drills");

    @Option(names = "--json", description = "Print the drill and where its evidence is, as JSON.")
    private boolean json;

    public Report(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        try (Records records = new Records(Connection.of(settings))) {
            DrillSummary drill = records.find(id)
                    .orElseThrow(() -> new CommandFailed("there is no drill '%s'; see: hadrill history".formatted(id)));
            Evidence evidence = records.evidence(drill.drillId())
                    .orElseThrow(() -> new CommandFailed(
                            "drill %s left no evidence in the history; if the history was".formatted(drill.drillId())
                                    + " down, a worker ships it within a minute of its return"));
            Path laid = EvidenceFolder.lay(reportDir, evidence);
            System.out.println(json ? Json.write(DrillResult.of(drill, laid)) : laid);
            return 0;
        }
    }
}

package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.DrillResult;
import dev.hadrill.starter.drill.Records;
import dev.hadrill.starter.evidence.EvidenceFolder;
import dev.hadrill.starter.gate.Bundle;
import dev.hadrill.starter.gate.GateRecords;
import dev.hadrill.starter.gate.GateResult;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.evidence.Evidence;
import dev.hadrill.workflows.gate.GateSummary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hadrill report}: lays a drill's evidence, or a gate's bundle, again. */
@Command(
        name = "report",
        description = "Lays the evidence of a drill, or the bundle of a gate, into a folder, and prints where.",
        mixinStandardHelpOptions = true)
public final class Report implements Callable<Integer> {
    private final Settings settings;

    @Parameters(paramLabel = "ID", description = "A drill's or a gate's id, the beginning of one, or its workflow id.")
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
        Connection connection = Connection.of(settings);
        try (Records records = new Records(connection)) {
            Optional<DrillSummary> drill = records.find(id);
            System.out.println(drill.isPresent() ? lay(records, drill.get()) : layGate(connection));
            return 0;
        }
    }

    private Object lay(Records records, DrillSummary drill) {
        Evidence evidence = records.evidence(drill.drillId())
                .orElseThrow(() -> new CommandFailed(
                        "drill %s left no evidence in the history; if the history was".formatted(drill.drillId())
                                + " down, a worker ships it within a minute of its return"));
        Path laid = EvidenceFolder.lay(reportDir, evidence);
        return json ? Json.write(DrillResult.of(drill, laid)) : laid;
    }

    private Object layGate(Connection connection) {
        try (GateRecords gates = new GateRecords(connection)) {
            GateSummary gate = gates.find(id)
                    .orElseThrow(() -> new CommandFailed(
                            "there is no drill and no gate '%s'; see: hadrill history".formatted(id)));
            Bundle laid = gates.lay(gate.gateId(), reportDir);
            return json ? Json.write(GateResult.of(gate, laid)) : laid.folder();
        }
    }
}

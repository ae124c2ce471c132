package dev.hadrill.starter.gate;

import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.gate.GateSummary;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The gates of the history as a table. Pure. */
public final class GateList {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final String ROW = "%-21s %-12s %-10s %-13s %-8s %-9s %-12s %s";

    private GateList() {}

    public static List<String> lines(List<GateSummary> gates) {
        if (gates.isEmpty()) {
            return List.of("no gates yet; run one with: hadrill gate --release RELEASE");
        }
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("started", "release", "stack", "verdict", "passed", "approval", "baseline", "gate"));
        gates.forEach(gate -> lines.add(ROW.formatted(
                SECOND.format(gate.startedAt()),
                gate.release(),
                gate.stack(),
                verdict(gate),
                "%d/%d".formatted(gate.passed(), gate.drills()),
                gate.approval() == null ? "-" : gate.approval().name(),
                gate.baseline() == null ? "-" : gate.baseline(),
                gate.gateId())));
        return lines;
    }

    private static String verdict(GateSummary gate) {
        if (gate.skippedBecause() != null) {
            return Attributes.SKIPPED;
        }
        return gate.verdict() == null ? "-" : gate.verdict().name();
    }
}

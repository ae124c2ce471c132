package dev.hadrill.db;

import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.finding.Finding;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A row of {@code drill_finding}, whose columns the migration explains. */
public record FindingRow(
        String drillId,
        int seq,
        String severity,
        String code,
        String subject,
        String what,
        String remedy,
        String stack,
        String scenario,
        Instant foundAt) {
    static List<FindingRow> of(DrillState drill, List<Finding> findings) {
        DrillSummary summary = drill.summary();
        return IntStream.range(0, findings.size())
                .mapToObj(seq -> {
                    Finding finding = findings.get(seq);
                    return new FindingRow(
                            drill.drillId(),
                            seq,
                            finding.severity().name(),
                            finding.code(),
                            finding.subject(),
                            finding.what(),
                            finding.remedy(),
                            summary.stack(),
                            summary.scenario(),
                            summary.startedAt());
                })
                .toList();
    }
}

package dev.hadrill.starter.drill;

import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.drill.DrillSummary;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Drills as a table. */
public final class DrillTable {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final String ROW = "%-21s %-13s %-10s %-13s %-24s %-9s %-6s %-12s %s";

    private DrillTable() {}

    public static List<String> lines(List<DrillSummary> drills) {
        if (drills.isEmpty()) {
            return List.of("no drills yet; run one with: hadrill run --scenario redis_kill");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                ROW.formatted("started", "scenario", "stack", "verdict", "rto", "budget", "lost", "release", "drill"));
        drills.forEach(drill -> lines.add(ROW.formatted(
                SECOND.format(drill.startedAt()),
                drill.scenario(),
                drill.stack(),
                verdict(drill),
                rto(drill),
                drill.rtoBudgetSec() == null ? "-" : String.format(Locale.ROOT, "%.0f s", drill.rtoBudgetSec()),
                drill.lostWrites() == null ? "-" : drill.lostWrites(),
                drill.release() == null ? "-" : drill.release(),
                drill.drillId())));
        return lines;
    }

    private static String verdict(DrillSummary drill) {
        if (drill.skippedBecause() != null) {
            return Attributes.SKIPPED;
        }
        return drill.verdict() == null ? "-" : drill.verdict().name();
    }

    private static String rto(DrillSummary drill) {
        if (drill.rtoLoSec() == null) {
            return "-";
        }
        return drill.rtoHiSec() == null || drill.rtoSec() == null
                ? String.format(Locale.ROOT, "> %.2f s", drill.rtoLoSec())
                : String.format(Locale.ROOT, "%.2f s [%.2f, %.2f]", drill.rtoSec(), drill.rtoLoSec(), drill.rtoHiSec());
    }
}

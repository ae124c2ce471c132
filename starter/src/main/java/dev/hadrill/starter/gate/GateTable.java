package dev.hadrill.starter.gate;

import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.gate.GateScenario;
import dev.hadrill.workflows.gate.GateState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A gate as lines: one for each drill that ended, and a table of the scenarios while it runs. Pure. */
final class GateTable {
    private static final String ROW = "%-14s %6s %6s %6s %7s  %s";

    private GateTable() {}

    /** @param now what the running drill is doing */
    static List<String> live(GateState gate, String now) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("scenario", "ended", "passed", "failed", "unclear", "last RTO, and now"));
        for (GateScenario scenario : gate.scenarios()) {
            List<GateRun> runs = gate.runs().stream()
                    .filter(run -> run.scenario().equals(scenario.name()))
                    .toList();
            List<GateRun> ended = runs.stream()
                    .filter(run -> run.status() == GateRun.Status.ENDED)
                    .toList();
            boolean running = runs.stream().anyMatch(run -> run.status() == GateRun.Status.RUNNING);
            long passed = count(ended, Verdict.PASSED);
            long failed = count(ended, Verdict.FAILED);
            lines.add(ROW.formatted(
                    scenario.name(),
                    ended.size() + "/" + runs.size(),
                    passed,
                    failed,
                    ended.size() - passed - failed,
                    last(ended) + (running ? "  " + now : "")));
        }
        return lines;
    }

    /** What a drill of a gate came to. */
    static String ended(GateRun run, int of) {
        return "%3d/%d  %s  %s%s"
                .formatted(
                        run.seq() + 1,
                        of,
                        run.title(),
                        outcome(run),
                        run.failure() == null ? figures(run) : ": " + run.failure());
    }

    static String began(GateRun run, int of) {
        return "%3d/%d  %s  began, workflow %s".formatted(run.seq() + 1, of, run.title(), run.workflowId());
    }

    private static String outcome(GateRun run) {
        Verdict verdict = run.verdict();
        return verdict == null ? run.status() == GateRun.Status.NOT_RUN ? "not run" : "no verdict" : verdict.name();
    }

    private static String figures(GateRun run) {
        DrillSummary drill = run.drill();
        return drill == null || drill.reason() == null ? "" : "  " + drill.reason();
    }

    private static long count(List<GateRun> runs, Verdict verdict) {
        return runs.stream().filter(run -> run.verdict() == verdict).count();
    }

    private static String last(List<GateRun> ended) {
        return ended.stream()
                .max(Comparator.comparingInt(GateRun::seq))
                .flatMap(run -> Optional.ofNullable(run.drill()))
                .map(GateTable::rto)
                .orElse("-");
    }

    private static String rto(DrillSummary drill) {
        if (drill.rtoSec() == null || drill.rtoLoSec() == null) {
            return "-";
        }
        return drill.rtoHiSec() == null
                ? String.format(Locale.ROOT, "> %.1f s", drill.rtoLoSec())
                : String.format(Locale.ROOT, "%.1f s", drill.rtoSec());
    }
}

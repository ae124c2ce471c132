package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.regression.Comparison;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the Temporal UI shows of a gate, in Markdown. Pure. */
final class GateDetails {
    private GateDetails() {}

    static String markdown(GateState gate) {
        StringBuilder text = new StringBuilder();
        Verdict verdict = gate.verdict();
        text.append("## %s: release %s on %s%n"
                .formatted(
                        verdict == null ? gate.stage() : verdict,
                        cell(gate.request().release()),
                        cell(gate.request().stack())));
        gate.reasons().forEach(reason -> text.append("%n- %s".formatted(cell(reason))));
        Approval approval = gate.approval();
        if (approval != null && approval.answer() == null) {
            text.append("%n**Waits for an approval until %s**: Update `approve` or `reject` with `by` and `why`%n"
                    .formatted(approval.deadline()));
        }
        text.append("%n%n| # | scenario | run | verdict | RTO | budget | lost writes | drill |%n".formatted());
        text.append("|---|---|---|---|---|---|---|---|%n".formatted());
        gate.runs().forEach(run -> text.append(row(run)));
        comparisons(gate)
                .forEach(comparison -> text.append("%n- **%s** against the baseline: %s"
                        .formatted(cell(comparison.scenario()), cell(comparison.words()))));
        if (gate.evidence() != null) {
            text.append("%n%n**Evidence**: `%s`, lay it with `hadrill report %s`"
                    .formatted(gate.evidence(), gate.gateId()));
        }
        return text.toString();
    }

    private static List<Comparison> comparisons(GateState gate) {
        return gate.compared() == null ? List.of() : gate.compared().comparisons();
    }

    private static String row(GateRun run) {
        DrillSummary drill = run.drill();
        return "| %d | %s | %d | %s | %s | %s | %s | %s |%n"
                .formatted(
                        run.seq() + 1,
                        cell(run.scenario()),
                        run.round(),
                        outcome(run),
                        drill == null ? "" : rto(drill),
                        drill == null || drill.rtoBudgetSec() == null
                                ? ""
                                : String.format(Locale.ROOT, "%.0f s", drill.rtoBudgetSec()),
                        drill == null || drill.lostWrites() == null ? "" : drill.lostWrites(),
                        run.drillId() == null ? "" : run.drillId());
    }

    private static String outcome(GateRun run) {
        Verdict verdict = run.verdict();
        if (verdict != null) {
            return verdict == Verdict.PASSED ? verdict.name() : "**" + verdict + "**";
        }
        return switch (run.status()) {
            case PLANNED -> "";
            case RUNNING -> "running";
            case ENDED -> "**no verdict**: " + cell(run.failure());
            case NOT_RUN -> "not run";
        };
    }

    private static String rto(DrillSummary drill) {
        if (drill.rtoLoSec() == null || drill.rtoSec() == null) {
            return "";
        }
        return drill.rtoHiSec() == null
                ? String.format(Locale.ROOT, "> %.2f s", drill.rtoLoSec())
                : String.format(Locale.ROOT, "%.2f s [%.2f, %.2f]", drill.rtoSec(), drill.rtoLoSec(), drill.rtoHiSec());
    }

    private static String cell(@Nullable String text) {
        return String.valueOf(text).replaceAll("[|\\p{Cntrl}]", " ");
    }
}

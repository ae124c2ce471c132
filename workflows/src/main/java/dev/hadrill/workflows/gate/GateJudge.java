package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.regression.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reaches a gate's verdict: hard gates first, then the comparison with the baseline, then the person's word. What
 * failed counts more than what is not known. Pure.
 */
final class GateJudge {
    private final GateState gate;
    private final List<String> failed = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private GateJudge(GateState gate) {
        this.gate = gate;
    }

    /**
     * A verdict and why.
     *
     * @param reasons the gravest first; never empty
     */
    record Judged(Verdict verdict, List<String> reasons) {}

    /** Without the approval, whatever became of it. */
    static Judged ofDrills(GateState gate) {
        GateJudge judge = new GateJudge(gate);
        gate.runs().forEach(judge::run);
        judge.stop();
        judge.comparisons().forEach(judge::comparison);
        return judge.judged();
    }

    /** The final one. */
    static Judged judge(GateState gate) {
        Judged drills = ofDrills(gate);
        if (drills.verdict() != Verdict.PASSED || !gate.request().approval()) {
            return drills;
        }
        Approval approval = gate.approval();
        Decision decision = approval == null ? null : approval.decision();
        if (approval == null || decision == null) {
            return new Judged(
                    Verdict.INCONCLUSIVE,
                    prepended("nobody approved within " + gate.request().approveWithin(), drills.reasons()));
        }
        boolean approved = approval.answer() == Approval.Answer.APPROVED;
        return new Judged(
                approved ? Verdict.PASSED : Verdict.FAILED,
                prepended(
                        "%s by %s: %s".formatted(approved ? "approved" : "rejected", decision.by(), decision.why()),
                        drills.reasons()));
    }

    private void run(GateRun run) {
        DrillSummary drill = run.drill();
        Verdict verdict = run.verdict();
        if (drill != null && verdict == Verdict.FAILED) {
            List<String> broken = brokenGates(run, drill);
            failed.add("%s FAILED%s: %s"
                    .formatted(run.title(), broken.isEmpty() ? "" : ", " + String.join(", ", broken), drill.reason()));
        } else if (drill != null && verdict == Verdict.INCONCLUSIVE) {
            unknown.add("%s INCONCLUSIVE: %s".formatted(run.title(), drill.reason()));
        } else if (verdict == null && run.status() == GateRun.Status.ENDED) {
            unknown.add("%s has no verdict: %s".formatted(run.title(), run.failure()));
        }
    }

    private List<String> brokenGates(GateRun run, DrillSummary drill) {
        List<String> broken = new ArrayList<>();
        if (Boolean.FALSE.equals(drill.redundancyRestored())) {
            broken.add("redundancy not restored");
        }
        Double lo = drill.rtoLoSec();
        Double budget = drill.rtoBudgetSec();
        if (Boolean.FALSE.equals(drill.recovered())) {
            broken.add("never recovered");
        } else if (lo != null && budget != null && lo > budget) {
            broken.add(String.format(Locale.ROOT, "RTO over budget (at least %.2f s, allowed are %.0f s)", lo, budget));
        }
        if (lostTooMuch(run, drill)) {
            broken.add("lost writes over budget (%d)".formatted(drill.lostWrites()));
        }
        return broken;
    }

    private boolean lostTooMuch(GateRun run, DrillSummary drill) {
        Optional<RpoBudget> budget = gate.scenarios().stream()
                .filter(scenario -> scenario.name().equals(run.scenario()))
                .findFirst()
                .map(scenario -> scenario.plan().rpoBudget());
        Integer writes = drill.lostWrites();
        Double seconds = drill.lostSec();
        return budget.isPresent()
                && writes != null
                && (writes > budget.get().writes()
                        || (seconds != null && seconds > budget.get().time().toMillis() / 1000.0));
    }

    private void stop() {
        if (gate.abort() != null) {
            unknown.add("aborted by %s: %s"
                    .formatted(gate.abort().by(), gate.abort().reason()));
        }
        int left = gate.count(GateRun.Status.NOT_RUN);
        if (left > 0) {
            unknown.add("%d of %d drills were not run%s"
                    .formatted(left, gate.runs().size(), gate.stopped() == null ? "" : ": " + gate.stopped()));
        }
    }

    private List<Comparison> comparisons() {
        return gate.compared() == null ? List.of() : gate.compared().comparisons();
    }

    private void comparison(Comparison comparison) {
        if (comparison.outcome() == Comparison.Outcome.WORSE) {
            failed.add("%s against the baseline: %s, p = %s"
                    .formatted(comparison.scenario(), comparison.words(), probability(comparison.pHolm())));
        }
    }

    private static String probability(@Nullable Double p) {
        return p == null ? "not recorded" : String.format(Locale.ROOT, "%.4f", p);
    }

    private Judged judged() {
        if (!failed.isEmpty()) {
            failed.addAll(unknown);
            return new Judged(Verdict.FAILED, List.copyOf(failed));
        }
        if (!unknown.isEmpty()) {
            return new Judged(Verdict.INCONCLUSIVE, List.copyOf(unknown));
        }
        List<String> reasons = new ArrayList<>();
        reasons.add("%d of %d drills PASSED"
                .formatted(gate.count(Verdict.PASSED), gate.runs().size()));
        comparisons().forEach(comparison -> reasons.add(comparison.scenario() + ": " + comparison.words()));
        return new Judged(Verdict.PASSED, List.copyOf(reasons));
    }

    private static List<String> prepended(String first, List<String> others) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return List.copyOf(all);
    }
}

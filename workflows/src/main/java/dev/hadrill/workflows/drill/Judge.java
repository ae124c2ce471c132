package dev.hadrill.workflows.drill;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.DrillAborted;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.EngineFailed;
import dev.hadrill.workflows.drill.DrillEvent.FaultMissed;
import dev.hadrill.workflows.drill.DrillEvent.RunbookStopped;
import dev.hadrill.workflows.drill.DrillEvent.VerdictReached;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Rto;
import java.util.List;
import java.util.Optional;

/**
 * Reaches the verdict from what a drill knows (DESIGN 3). A stack that was left less redundant is FAILED however the
 * drill ended: an abort does not excuse it, and is named beside it. Pure.
 */
final class Judge {
    private Judge() {}

    static VerdictReached judge(DrillState state, Stamp at) {
        Optional<Restoration> restoration = state.restoration();
        Optional<String> aborted =
                state.last(DrillAborted.class).map(DrillAborted::abort).map(Judge::aborted);
        if (restoration.isPresent() && !restoration.get().whole()) {
            String broken = "redundancy not restored: "
                    + String.join("; ", restoration.get().todo());
            return failed(at, aborted.map(why -> broken + "; " + why).orElse(broken));
        }
        if (aborted.isPresent()) {
            return inconclusive(at, aborted.get());
        }
        Optional<String> lost = state.last(FaultMissed.class)
                .map(FaultMissed::reason)
                .or(() -> state.last(EngineFailed.class).map(EngineFailed::reason));
        if (lost.isPresent()) {
            return inconclusive(at, lost.get());
        }
        VerdictReached rto = state.rto()
                .map(measured -> judgeRto(state, measured, at))
                .orElseGet(() -> inconclusive(at, "no measurement: the fault or its observation is missing"));
        return RpoJudge.judge(state, at).map(rpo -> together(rto, rpo)).orElse(rto);
    }

    private static String aborted(Abort abort) {
        return "aborted by %s: %s".formatted(abort.by(), abort.reason());
    }

    /** What failed counts more than what is not known, and that more than what passed. */
    private static VerdictReached together(VerdictReached rto, VerdictReached rpo) {
        for (Verdict worse : List.of(Verdict.FAILED, Verdict.INCONCLUSIVE)) {
            for (VerdictReached part : List.of(rto, rpo)) {
                if (part.verdict() == worse) {
                    return part;
                }
            }
        }
        return new VerdictReached(rto.at(), Verdict.PASSED, rto.reason() + "; " + rpo.reason());
    }

    private static VerdictReached judgeRto(DrillState state, Rto rto, Stamp at) {
        double budget = state.last(DrillStarted.class).orElseThrow().rtoBudgetSec();
        String against = "RTO %s against a budget of %.0f s".formatted(rto, budget);
        Optional<String> stopped = state.last(RunbookStopped.class).map(RunbookStopped::reason);
        if (stopped.isPresent()) {
            return failed(at, "the runbook stopped: " + stopped.get());
        }
        if (rto.loSec() > budget) {
            return failed(at, against);
        }
        Double hi = rto.hiSec();
        if (hi != null) {
            return hi <= budget
                    ? new VerdictReached(at, Verdict.PASSED, against)
                    : inconclusive(at, against + ": the budget lies inside the interval");
        }
        return state.observation().map(Observation::end).orElse(null) == Observation.End.MAX_WAIT
                ? failed(at, against)
                : inconclusive(at, against + ": the observation ended before the service was stable");
    }

    private static VerdictReached failed(Stamp at, String reason) {
        return new VerdictReached(at, Verdict.FAILED, reason);
    }

    private static VerdictReached inconclusive(Stamp at, String reason) {
        return new VerdictReached(at, Verdict.INCONCLUSIVE, reason);
    }
}

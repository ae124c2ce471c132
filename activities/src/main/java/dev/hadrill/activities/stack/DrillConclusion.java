package dev.hadrill.activities.stack;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.evidence.ConclusionActivities;
import dev.hadrill.workflows.evidence.EvidenceActivities;
import dev.hadrill.workflows.history.HistoryActivities;
import dev.hadrill.workflows.lease.Restoration;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the end of drills, of one that runs and of one that can no longer ask for it. */
public record DrillConclusion(EvidenceActivities evidence, HistoryActivities history) implements ConclusionActivities {
    private static final Logger LOG = LoggerFactory.getLogger(DrillConclusion.class);

    /** A full disk may be emptied; what cannot be rendered in so many attempts cannot be rendered. */
    private static final int ATTEMPTS = 5;

    @Override
    public DrillEvent keep(String drillId) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        ActivityInfo info = context.getInfo();
        DrillState state = DrillMemo.read(
                context.getWorkflowClient(),
                Objects.requireNonNull(info.getWorkflowId()),
                Objects.requireNonNull(info.getWorkflowRunId()),
                drillId);
        DrillEvent reported = reported(state);
        history.persist(state.apply(reported));
        return reported;
    }

    /** For a drill that is closed, and may not have ended by itself; {@code restoration} is what its lease made of the stack. */
    void conclude(WorkflowClient client, String workflowId, String runId, Restoration restoration) {
        DrillState state = DrillMemo.read(client, workflowId, runId);
        if (!state.has(DrillEvent.DrillStarted.class)) {
            return; // it ended before it was a drill: there is nothing to keep
        }
        if (!state.has(DrillEvent.ReportWritten.class)) {
            state = ended(state, restoration);
            state = state.apply(reported(state));
        }
        history.persist(state);
    }

    /** What is known is kept also where it cannot be rendered. */
    private DrillEvent reported(DrillState state) {
        try {
            return new DrillEvent.ReportWritten(Stamp.now(), evidence.write(state));
        } catch (ActivityCompletionException e) {
            throw e; // another attempt has taken over
        } catch (RuntimeException e) {
            if (Activity.getExecutionContext().getInfo().getAttempt() < ATTEMPTS) {
                throw e;
            }
            LOG.error("drill {}: no evidence could be rendered", state.drillId(), e);
            return new DrillEvent.EngineFailed(Stamp.now(), "no evidence could be rendered: " + e.getMessage());
        }
    }

    /** What the lease restored, and the verdict that the drill did not reach. */
    static DrillState ended(DrillState state, Restoration restoration) {
        boolean touched = !restoration.components().isEmpty();
        DrillState restored = !touched || state.restoration().isPresent()
                ? state
                : state.apply(
                        restoration.whole()
                                ? new DrillEvent.RedundancyRestored(restoration.ended(), restoration)
                                : new DrillEvent.RedundancyMissing(restoration.ended(), restoration));
        if (restored.has(DrillEvent.VerdictReached.class)) {
            return restored;
        }
        // The injection is recorded when its activity has returned: an armed fault may have been sent.
        String when = state.has(DrillEvent.FaultConfirmed.class)
                ? "after the fault"
                : state.has(DrillEvent.UndoArmed.class)
                        ? "with the fault armed, which may have been injected"
                        : "before any fault, nothing was injected";
        String reason = "terminated " + when + ": its measurement is not complete";
        // Redundancy that is missing fails a drill whatever else happened (DESIGN 3).
        return restored.apply(
                restoration.whole()
                        ? new DrillEvent.VerdictReached(Stamp.now(), Verdict.INCONCLUSIVE, reason)
                        : new DrillEvent.VerdictReached(
                                Stamp.now(),
                                Verdict.FAILED,
                                reason + "; redundancy not restored: " + String.join("; ", restoration.todo())));
    }
}

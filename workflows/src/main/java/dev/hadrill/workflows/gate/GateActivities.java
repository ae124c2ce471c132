package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.drill.Abort;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.lease.Holder;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** What a gate needs of the world beside its drills. */
@ActivityInterface(namePrefix = "Gate.")
public interface GateActivities {
    /**
     * Asks a running drill to abort, and returns what it answered; one that ended, or is past being aborted, is left
     * alone. Safe to repeat: a second abort is refused.
     */
    String abortDrill(String drillWorkflowId, Abort why);

    /**
     * Blocks while a drill of this gate holds the stack; returns who else does, null when nobody does. Safe to repeat:
     * reads only.
     */
    @Nullable
    Holder awaitOwnLease(String stack, String gateWorkflowId);

    /**
     * What is known of a drill whose workflow failed, from the history or else from its own memo; null when it never
     * began. Safe to repeat: reads only.
     */
    @Nullable
    DrillSummary look(String drillWorkflowId, String drillId);

    /**
     * Renders the gate's own files, with what the history tells of its drills, and stores them. Safe to repeat: they
     * are stored by gate, and the last ones count.
     */
    EvidenceRef write(GateState gate);
}

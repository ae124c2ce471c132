package dev.hadrill.workflows.evidence;

import dev.hadrill.workflows.drill.DrillEvent;
import io.temporal.activity.ActivityInterface;

/** Writes the end of a drill. */
@ActivityInterface(namePrefix = "Conclusion.")
public interface ConclusionActivities {
    /**
     * Renders and stores the evidence of the drill that calls it, and stores the drill. Its events are read from its memo:
     * as an argument they would be in its history once more. Safe to repeat: both are stored once by drill.
     *
     * @return what is to be recorded of it: that the report was written, or why it could not be rendered
     */
    DrillEvent keep(String drillId);
}

package dev.hadrill.workflows.history;

import dev.hadrill.workflows.drill.DrillState;
import io.temporal.activity.ActivityInterface;

/** Keeps drills. */
@ActivityInterface(namePrefix = "History.")
public interface HistoryActivities {
    /** Fails when the history cannot be written. Safe to repeat: reads only. */
    void ready();

    /** Stores the drill and its events. Safe to repeat: (drill, seq) is stored once. */
    void persist(DrillState drill);
}

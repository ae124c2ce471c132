package dev.hadrill.workflows.evidence;

import dev.hadrill.workflows.drill.DrillState;
import io.temporal.activity.ActivityInterface;

/** Renders what a drill leaves. */
@ActivityInterface(namePrefix = "Evidence.")
public interface EvidenceActivities {
    /**
     * Renders the drill's files from its events and its samples and stores them. Safe to repeat: the same drill renders
     * the same files, and they are stored by drill.
     */
    EvidenceRef write(DrillState drill);
}

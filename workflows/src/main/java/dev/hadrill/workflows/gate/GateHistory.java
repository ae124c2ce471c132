package dev.hadrill.workflows.gate;

import io.temporal.activity.ActivityInterface;

/** Keeps gates, and knows what came before them. Fails with {@code HistoryDown} while the history is away. */
@ActivityInterface(namePrefix = "GateHistory.")
public interface GateHistory {
    /** How many drills of a scenario make a baseline: FACTS, "Release statistics". */
    int BASELINE_RUNS = 20;

    /**
     * Fails for good when the history knows no drill of that release on that stack, naming the releases that it knows.
     * Safe to repeat: reads only.
     */
    void requireBaseline(String stack, String baseline);

    /**
     * Compares with the last {@link #BASELINE_RUNS} drills of each scenario that measured something, of the releases that
     * order before the candidate as versions and that their newest gate on that stack did not reject, or of the baseline
     * that was asked for; those in which the engine itself died are left out on both sides. Fails with {@code HistoryDown}
     * also while a drill of the candidate has no row yet. Safe to repeat: reads only.
     */
    Compared compare(CompareRequest request);

    /** Stores the gate, its drills and its comparisons. Safe to repeat: the gate's id names them. */
    void persist(GateState gate);
}

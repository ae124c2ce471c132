package dev.hadrill.workflows.finding;

import dev.hadrill.workflows.drill.DrillState;
import java.util.List;

/** What a drill's events say that somebody should mend, the worst first. */
public final class Findings {
    private Findings() {}

    public static List<Finding> of(DrillState drill) {
        return List.of();
    }
}

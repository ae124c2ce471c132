package dev.hadrill.workflows.finding;

import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.stack.ComponentHealth;
import java.util.stream.Stream;

/** What the stack is left with. */
final class RedundancyFindings {
    private static final String RESTORE = "hadrill restore";

    private RedundancyFindings() {}

    /** One a component. */
    static Stream<Finding> redundancyMissing(DrillState drill) {
        return drill.restoration().filter(restoration -> !restoration.whole()).stream()
                .flatMap(restoration -> restoration.components().stream()
                        .filter(component -> !component.redundant())
                        .map(component -> finding(component, remedy(drill, restoration))));
    }

    private static Finding finding(ComponentHealth component, String remedy) {
        return new Finding(
                Severity.CRITICAL,
                "redundancy_missing",
                component.component(),
                "%s is not redundant: %s".formatted(component.component(), String.join("; ", component.problems())),
                remedy);
    }

    private static String remedy(DrillState drill, Restoration restoration) {
        String todo = String.join("; ", restoration.todo());
        String again = drill.last(DrillStarted.class)
                .map(started -> "then run: %s %s".formatted(RESTORE, started.stack()))
                .orElse("");
        return todo.contains(RESTORE) ? todo : todo.isEmpty() ? again : todo + "; " + again;
    }
}

package dev.hadrill.workflows.history;

import dev.hadrill.workflows.stack.Stack;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A scenario whose stack file says how old a measurement may grow, and whether it has grown older. */
public record Due(String stack, String scenario, boolean overdue) {

    /** In the order of the stacks, without those that are never drilled. Pure. */
    public static List<Due> of(List<Stack> stacks, List<LastDrill> drills, Instant now) {
        Set<List<String>> late = new HashSet<>();
        Overdue.of(stacks, drills, now).forEach(each -> late.add(List.of(each.stack(), each.scenario())));
        return stacks.stream()
                .filter(stack -> !stack.production())
                .flatMap(stack -> stack.scenarios().keySet().stream()
                        .filter(scenario -> stack.staleAfter(scenario) != null)
                        .map(scenario ->
                                new Due(stack.name(), scenario, late.contains(List.of(stack.name(), scenario)))))
                .toList();
    }
}

package dev.hadrill.workflows.stack;

import java.util.List;
import java.util.Map;

/**
 * Whether a component is redundant now, and if not, why.
 *
 * @param roles by service
 */
public record ComponentHealth(String component, boolean redundant, Map<String, Role> roles, List<String> problems) {
    public ComponentHealth {
        roles = new java.util.TreeMap<>(roles);
        problems = List.copyOf(problems);
    }
}

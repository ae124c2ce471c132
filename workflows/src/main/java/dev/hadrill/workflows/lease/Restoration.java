package dev.hadrill.workflows.lease;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.stack.ComponentHealth;
import java.util.List;

/**
 * What was done to make the stack whole, and whether it is.
 *
 * @param todo what a person must do; empty when it is whole
 */
public record Restoration(
        boolean whole,
        List<ComponentHealth> components,
        List<String> done,
        List<String> todo,
        Stamp began,
        Stamp ended) {
    public Restoration {
        components = List.copyOf(components);
        done = List.copyOf(done);
        todo = List.copyOf(todo);
    }
}

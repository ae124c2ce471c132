package dev.hadrill.workflows.lease;

import dev.hadrill.workflows.fault.Undo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lease is doing, for people and for who asks why a stack is busy. */
public record LeaseState(String phase, @Nullable String holder, String purpose, List<Undo> undos, List<String> todo) {
    public LeaseState {
        undos = List.copyOf(undos);
        todo = List.copyOf(todo);
    }
}

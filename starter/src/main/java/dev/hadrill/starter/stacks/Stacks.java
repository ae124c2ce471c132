package dev.hadrill.starter.stacks;

import dev.hadrill.starter.platform.Settings;
import dev.hadrill.workflows.stack.Stack;
import java.util.Iterator;

/** What a shell may offer for a stack. */
public final class Stacks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return StackFolder.read(Settings.from(System.getenv()).stacks()).stacks().stream()
                .map(Stack::name)
                .iterator();
    }
}

package dev.hadrill.starter.stacks;

import dev.hadrill.starter.platform.Settings;
import java.util.Iterator;

/** What a shell may offer for {@code --scenario}. */
public final class Scenarios implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return StackFolder.read(Settings.from(System.getenv()).stacks()).stacks().stream()
                .flatMap(stack -> stack.scenarios().keySet().stream())
                .distinct()
                .sorted()
                .iterator();
    }
}

package dev.hadrill.activities.docker;

import dev.hadrill.workflows.stack.PinnedStack;
import java.util.concurrent.ConcurrentHashMap;

/** The engines by endpoint, one client each for as long as the worker lives. */
public final class DockerEngines implements AutoCloseable {
    private final ConcurrentHashMap<String, DockerEngine> engines = new ConcurrentHashMap<>();

    public DockerEngine of(PinnedStack stack) {
        return engines.computeIfAbsent(stack.dockerHost(), DockerEngine::new);
    }

    @Override
    public void close() {
        engines.values().forEach(DockerEngine::close);
        engines.clear();
    }
}

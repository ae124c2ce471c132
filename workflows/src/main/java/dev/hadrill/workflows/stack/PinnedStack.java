package dev.hadrill.workflows.stack;

import dev.hadrill.workflows.observation.PinnedProbe;
import java.nio.file.Path;
import java.util.List;

/**
 * A stack whose every address and path was resolved once; later steps use these and look nothing up again.
 *
 * @param dockerHost the engine's endpoint
 * @param composeDir the compose project's absolute directory
 * @param configSha256 of the stack file, for the evidence
 */
public record PinnedStack(
        Stack stack, String dockerHost, String composeDir, List<PinnedProbe> probes, String configSha256) {
    public PinnedStack {
        probes = List.copyOf(probes);
    }

    public Path composePath(String relative) {
        return Path.of(composeDir).resolve(relative);
    }

    /** The probe whose outage is a drill's. */
    public PinnedProbe decidingProbe() {
        return probes.stream()
                .filter(pinned ->
                        pinned.probe().name().equals(stack.observation().decides()))
                .findFirst()
                .orElseThrow();
    }
}

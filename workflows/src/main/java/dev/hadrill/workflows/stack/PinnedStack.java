package dev.hadrill.workflows.stack;

import dev.hadrill.workflows.observation.PinnedProbe;
import dev.hadrill.workflows.observation.UrlProbe;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

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

    /** The same, knowing one scenario only: what a drill carries from step to step. */
    public PinnedStack only(String scenario) {
        return new PinnedStack(stack.only(scenario), dockerHost, composeDir, probes, configSha256);
    }

    /** The same without scenarios and with the leading probe alone: all that acting on it needs. */
    public PinnedStack narrow() {
        String leading = stack.observation().decides().getFirst();
        return new PinnedStack(
                stack.narrow(),
                dockerHost,
                composeDir,
                probes.stream()
                        .filter(pinned -> pinned.probe().name().equals(leading))
                        .toList(),
                configSha256);
    }

    /** Where users ask. */
    public Front front() {
        String leading = stack.observation().decides().getFirst();
        return probes.stream()
                .filter(pinned -> pinned.probe().name().equals(leading))
                .map(pinned -> new Front((UrlProbe) pinned.probe(), Objects.requireNonNull(pinned.address())))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The page that users ask for, as the leading probe asks for it.
     *
     * @param address of its host, numeric
     */
    public record Front(UrlProbe probe, String address) {}
}

package dev.hadrill.workflows.observation;

import dev.hadrill.workflows.Stamp;
import java.time.Duration;
import java.util.List;

/**
 * What the observation found.
 *
 * @param began one instant on both clocks: the origin of every offset in the evidence
 * @param end why it stopped looking
 * @param attempts more than one when a worker died while it looked
 */
public record Observation(
        Stamp began,
        Stamp ended,
        End end,
        Duration interval,
        Duration timeout,
        String decides,
        List<ProbeResult> probes,
        int attempts) {
    /** Why an observation ended. */
    public enum End {
        STABLE,
        MAX_WAIT,
        CANCELLED
    }

    public Observation {
        probes = List.copyOf(probes);
    }

    /** The result of the probe whose outage is the drill's. */
    public ProbeResult deciding() {
        return probes.stream()
                .filter(result -> result.probe().equals(decides))
                .findFirst()
                .orElseThrow();
    }
}

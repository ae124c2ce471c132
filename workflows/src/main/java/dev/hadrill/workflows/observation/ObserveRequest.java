package dev.hadrill.workflows.observation;

import dev.hadrill.workflows.stack.PinnedStack;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to observe, and for whom.
 *
 * @param workflowId who is signalled when the baseline is healthy and at each transition of a deciding probe, and asked
 *     for the injection
 * @param stack what is watched from inside while it is probed; null where there is only an address
 * @param decides the probes whose outages are the result's: their health is the baseline, and their end the end
 * @param until null means {@link Until#STABLE_AFTER_FAULT}, and so a healthy baseline first
 * @param maxWait after the injection, or from the beginning where there is none
 */
public record ObserveRequest(
        String drillId,
        String workflowId,
        @Nullable PinnedStack stack,
        List<PinnedProbe> probes,
        Probing probing,
        @Nullable List<String> decides,
        @Nullable Until until,
        Duration maxWait) {
    public ObserveRequest {
        probes = List.copyOf(probes);
        decides = decides == null ? probing.decides() : List.copyOf(decides);
        until = until == null ? Until.STABLE_AFTER_FAULT : until;
    }

    @Override
    public List<String> decides() {
        return java.util.Objects.requireNonNull(decides);
    }

    @Override
    public Until until() {
        return java.util.Objects.requireNonNull(until);
    }
}

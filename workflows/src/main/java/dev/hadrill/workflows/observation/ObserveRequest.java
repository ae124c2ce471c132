package dev.hadrill.workflows.observation;

import java.time.Duration;
import java.util.List;

/**
 * What to observe, and for whom.
 *
 * @param workflowId the drill that is signalled when the baseline is healthy and at each transition, and asked for its
 *     injection
 * @param maxWait after the injection
 */
public record ObserveRequest(
        String drillId, String workflowId, List<PinnedProbe> probes, Probing probing, Duration maxWait) {
    public ObserveRequest {
        probes = List.copyOf(probes);
    }
}

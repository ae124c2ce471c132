package dev.hadrill.activities.http;

import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObservationActivities;
import dev.hadrill.workflows.observation.ObserveRequest;

/** Observes over HTTP, in an open loop, on virtual threads. */
public final class HttpObserver implements ObservationActivities {
    private final SegmentStore samples;

    public HttpObserver(SegmentStore samples) {
        this.samples = samples;
    }

    /** Safe to repeat: it only looks, and another attempt adds its samples to those that were kept. */
    @Override
    public Observation observe(ObserveRequest request) {
        return new ObservationRun(request, samples, new TemporalLink(request.workflowId())).run();
    }
}

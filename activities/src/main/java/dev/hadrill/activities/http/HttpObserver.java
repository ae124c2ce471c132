package dev.hadrill.activities.http;

import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObservationActivities;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.SampleStore;

/** Observes over HTTP, in an open loop, on virtual threads. */
public final class HttpObserver implements ObservationActivities {
    private final SampleStore samples;

    public HttpObserver(SampleStore samples) {
        this.samples = samples;
    }

    /** Safe to repeat: it only looks, and another attempt adds its samples to those that were kept. */
    @Override
    public Observation observe(ObserveRequest request) {
        return new ObservationRun(request, samples, new TemporalLink(request.workflowId())).run();
    }
}

package dev.hadrill.activities.observation;

import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ObservationActivities;
import dev.hadrill.workflows.observation.ObserveRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Observes in an open loop, a thread a probe; also outside Temporal, by another {@link DrillLink}. */
public final class Observer implements ObservationActivities {
    private final SegmentStore store;
    private final Witness witness;
    private final Askers askers;
    private final Set<ObservationRun> running = ConcurrentHashMap.newKeySet();

    public Observer(SegmentStore store, Witness witness, Askers askers) {
        this.store = store;
        this.witness = witness;
        this.askers = askers;
    }

    /** Safe to repeat: it only looks, and another attempt adds its samples to those that were kept. */
    @Override
    public Observation observe(ObserveRequest request) {
        return observe(request, new TemporalLink(request.workflowId()));
    }

    /** The same for another drill than a workflow. Blocks until the observation has ended. */
    public Observation observe(ObserveRequest request, DrillLink drill) {
        ObservationRun run = new ObservationRun(request, store, witness, askers, drill);
        running.add(run);
        try {
            return run.run();
        } finally {
            running.remove(run);
        }
    }

    /** What every probe of every observation under way shows now. Does not block. */
    public List<ProbeNow> now() {
        return running.stream().flatMap(run -> run.now().stream()).toList();
    }
}

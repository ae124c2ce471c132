package dev.hadrill.activities.observation;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.history.Segment;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.LiveCounts;
import dev.hadrill.workflows.observation.LiveOutage;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Observation.End;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.SampleCodec;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.observation.SightingCodec;
import dev.hadrill.workflows.observation.Transition;
import dev.hadrill.workflows.observation.Until;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one observation: baseline, fault, stability. The caller's thread judges; others send, talk, watch and
 * keep, so that none of them waits for another.
 */
final class ObservationRun {
    private static final long LOOK_EVERY_NS = Duration.ofMillis(20).toNanos();
    private static final long KEEP_EVERY_NS = Duration.ofSeconds(1).toNanos();
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(15);
    private static final int BASELINES = 3;

    private final ObserveRequest request;
    private final Probing probing;
    private final SegmentStore store;
    private final Witness witness;
    private final Duration patience;
    private final DrillLink drill;
    private final Findings findings;
    private final List<Lane> lanes;
    private final List<Lane> deciding;
    private final Ending ending;
    private final Conversation talk;
    private final Stamp clock = Stamp.now();
    private final long startedNs = System.nanoTime();
    private volatile LiveCounts counts = new LiveCounts(0, 0, false);
    private volatile List<ProbeNow> now = List.of();
    private boolean ready;
    private long keptNs = startedNs;

    ObservationRun(ObserveRequest request, SegmentStore store, Witness witness, Askers askers, DrillLink drill) {
        this(request, store, witness, askers, drill, SHORTEST_PATIENCE);
    }

    ObservationRun(
            ObserveRequest request,
            SegmentStore store,
            Witness witness,
            Askers askers,
            DrillLink drill,
            Duration shortestPatience) {
        this.request = request;
        this.probing = request.probing();
        this.store = store;
        this.witness = witness;
        Duration baselines = probing.baseline().multipliedBy(BASELINES);
        this.patience = baselines.compareTo(shortestPatience) > 0 ? baselines : shortestPatience;
        this.drill = drill;
        this.findings = new Findings(request, drill.attempt());
        this.lanes = request.probes().stream()
                .map(pinned -> new Lane(pinned.probe(), askers.of(pinned, request), probing, this::changed))
                .toList();
        this.deciding = request.decides().stream().map(this::lane).toList();
        this.ending = new Ending(request, deciding);
        this.talk = new Conversation(drill, () -> counts);
        this.ready = !awaitsFault();
    }

    /** Blocks until enough was seen, the maximum wait, or until nobody wants it any more. */
    Observation run() {
        try (SegmentKeeper keeper = new SegmentKeeper(store, request.drillId(), drill.attempt());
                talk;
                Testimony testimony = new Testimony(witness, request.stack())) {
            talk.start();
            lanes.forEach(Lane::start);
            if (drill.attempt() > 1) {
                takeOver();
            }
            End end = watch(keeper, testimony);
            lanes.forEach(Lane::stop);
            long endedNs = System.nanoTime();
            lanes.forEach(lane -> lane.giveUp(endedNs));
            testimony.end();
            keep(keeper, testimony);
            return findings.observation(
                    lanes, testimony.all(), clock.at(startedNs), clock.at(endedNs), end, talk.injection());
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    /** May be asked by any thread. */
    List<ProbeNow> now() {
        return now;
    }

    /** Another attempt died: what it saw counts, and a fault may be under way, so that no healthy baseline is asked for. */
    private void takeOver() {
        if (awaitsFault()) {
            talk.askForInjection();
        }
        findings.recall(store);
        lanes.forEach(lane -> lane.replay(findings.earlier(lane.probe().name()), probing.baseline()));
        if (awaitsFault() && deciding.stream().allMatch(Lane::passedBefore)) {
            beReady();
        }
    }

    private End watch(SegmentKeeper keeper, Testimony testimony) {
        while (true) {
            long now = System.nanoTime();
            lanes.forEach(lane -> lane.look(now));
            count();
            if (now - keptNs >= KEEP_EVERY_NS) {
                keep(keeper, testimony);
                keptNs = now;
            }
            ActivityCompletionException unwanted = talk.unwanted();
            if (unwanted != null) {
                if (unwanted instanceof ActivityCanceledException || unwanted instanceof ActivityNotExistsException) {
                    return End.CANCELLED;
                }
                throw unwanted; // this worker goes: another one takes over
            }
            Injection injection = talk.injection();
            if (!ready) {
                awaitBaseline(now, injection);
            } else {
                End end = endAt(now, injection);
                if (end != null && settled(end, injection)) {
                    return end;
                }
            }
            LockSupport.parkNanos(LOOK_EVERY_NS);
        }
    }

    private void awaitBaseline(long now, @Nullable Injection injection) {
        if (injection != null) {
            ready = true;
        } else if (deciding.stream().allMatch(lane -> lane.live().goodFor(probing.baseline(), Long.MIN_VALUE))) {
            beReady();
        } else if (now - startedNs > patience.toNanos()) {
            throw Failures.refuse(Failures.BASELINE_UNHEALTHY, new UnhealthyBaseline(probing, patience).of(deciding));
        }
    }

    private void beReady() {
        ready = true;
        if (drill.attempt() == 1) {
            deciding.forEach(lane -> lane.live().baselinePassed());
        }
        talk.probeReady(findings.baseline(deciding.getFirst()), Stamp.now());
    }

    private @Nullable End endAt(long now, @Nullable Injection injection) {
        return ending.at(now, findings.beganNs(startedNs), injection);
    }

    /** Stops what is waited for and awaits what is under way; goes on where that shows it was not stable after all. */
    private boolean settled(End end, @Nullable Injection injection) {
        deciding.forEach(Lane::stop);
        long until = System.nanoTime() + probing.slowAfter().toNanos();
        long now = System.nanoTime();
        while (!deciding.stream().allMatch(Lane::decided) && now < until) {
            LockSupport.parkNanos(LOOK_EVERY_NS / 10);
            now = System.nanoTime();
            for (Lane lane : lanes) {
                lane.look(now);
            }
        }
        if (end == End.STABLE && endAt(now, injection) != End.STABLE) {
            deciding.forEach(Lane::start);
            return false;
        }
        return true;
    }

    private void count() {
        Lane leading = deciding.getFirst();
        counts = new LiveCounts(leading.good(), leading.bad(), leading.live().outage());
        String stack = request.stack() == null
                ? DrillSummary.WATCH
                : request.stack().stack().name();
        now = lanes.stream()
                .map(lane ->
                        new ProbeNow(stack, lane.probe().name(), lane.live().outage()))
                .toList();
    }

    private void keep(SegmentKeeper keeper, Testimony testimony) {
        for (Lane lane : lanes) {
            List<Sample> fresh = lane.fresh();
            if (!fresh.isEmpty()) {
                keeper.keep(Segment.probe(lane.probe().name()), () -> SampleCodec.encode(fresh));
            }
        }
        List<Sighting> said = testimony.fresh();
        if (!said.isEmpty()) {
            keeper.keep(Segment.SIGHTINGS, () -> SightingCodec.encode(said));
        }
    }

    /** Those of a lane that nobody waits for would only fill the drill's history, and there is no fault before a baseline. */
    private void changed(String probe, LiveOutage.Change change, long atNs) {
        boolean beforeTheFault = !ready && drill.attempt() == 1;
        if (request.decides().contains(probe) && !beforeTheFault) {
            talk.transition(new Transition(probe, change == LiveOutage.Change.BEGAN, clock.at(atNs)));
        }
    }

    private boolean awaitsFault() {
        return request.until() == Until.STABLE_AFTER_FAULT;
    }

    private Lane lane(String probe) {
        return lanes.stream()
                .filter(lane -> lane.probe().name().equals(probe))
                .findFirst()
                .orElseThrow(() -> Failures.refuse(
                        Failures.BAD_REQUEST, "decides names probe %s, which is not observed".formatted(probe)));
    }
}

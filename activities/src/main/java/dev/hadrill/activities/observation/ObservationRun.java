package dev.hadrill.activities.observation;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.history.SegmentStore;
import dev.hadrill.workflows.observation.Estimator;
import dev.hadrill.workflows.observation.LiveCounts;
import dev.hadrill.workflows.observation.LiveOutage;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Observation.End;
import dev.hadrill.workflows.observation.ObserveRequest;
import dev.hadrill.workflows.observation.Outcome;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.Sample;
import dev.hadrill.workflows.observation.Transition;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one observation: baseline, fault, stability. The caller's thread judges; another sends, others talk and
 * keep, so that none of them waits for another.
 */
final class ObservationRun {
    private static final long LOOK_EVERY_NS = Duration.ofMillis(20).toNanos();
    private static final long KEEP_EVERY_NS = Duration.ofSeconds(1).toNanos();
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(15);
    private static final int BASELINES = 3;
    private static final Duration BEFORE_THE_FAULT = Duration.ofMinutes(30);
    private static final int LAST_ANSWERS = 5;

    private final Probing probing;
    private final String drillId;
    private final SegmentStore store;
    private final Duration maxWait;
    private final Duration patience;
    private final DrillLink drill;
    private final Findings findings;
    private final SampleKeeper keeper;
    private final Conversation talk;
    private final List<Lane> lanes;
    private final Stamp clock = Stamp.now();
    private final long beganNs = System.nanoTime();
    private volatile OpenLoop loop;
    private volatile LiveCounts counts = new LiveCounts(0, 0, false);
    private boolean ready;
    private long keptNs = beganNs;

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
        this.probing = request.probing();
        this.drillId = request.drillId();
        this.store = store;
        this.maxWait = request.maxWait();
        Duration baselines = probing.baseline().multipliedBy(BASELINES);
        this.patience = baselines.compareTo(shortestPatience) > 0 ? baselines : shortestPatience;
        this.drill = drill;
        this.findings = new Findings(request, drill.attempt());
        this.keeper = new SampleKeeper(store, request.drillId(), drill.attempt());
        this.talk = new Conversation(drill, () -> counts);
        // Live, nobody asks when an outage began: the baseline's answers are not needed yet.
        Estimator estimator = Estimator.of(probing, Duration.ZERO);
        this.lanes = request.probes().stream()
                .map(probe -> new Lane(probe.probe(), askers.of(probe, request), probing, estimator, this::changed))
                .toList();
        this.loop = newLoop();
    }

    /** Blocks until stability, the maximum wait, or until nobody wants it any more. */
    Observation run() {
        try (keeper;
                talk) {
            talk.start();
            loop.start();
            if (drill.attempt() > 1) {
                takeOver();
            }
            End end = watch();
            long endedNs = System.nanoTime();
            lanes.forEach(lane -> lane.giveUp(endedNs));
            keep();
            return findings.observation(lanes, clock.at(beganNs), clock.at(endedNs), end, talk.injection());
        } finally {
            loop.close();
        }
    }

    /** Another attempt died: what it saw counts, and a fault may be under way, so that no healthy baseline is asked for. */
    private void takeOver() {
        talk.askForInjection();
        findings.recall(store, drillId);
        boolean passed = true;
        for (Lane lane : lanes) {
            passed &= lane.replay(findings.earlier(lane.probe().name()), probing.baseline());
        }
        if (passed) {
            beReady();
        }
    }

    private End watch() {
        while (true) {
            long now = System.nanoTime();
            lanes.forEach(lane -> lane.look(now));
            count();
            if (now - keptNs >= KEEP_EVERY_NS) {
                keep();
                keptNs = now;
            }
            ActivityCompletionException unwanted = talk.unwanted();
            if (unwanted != null) {
                loop.close();
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
        } else if (lanes.stream().allMatch(lane -> lane.live().goodFor(probing.baseline(), Long.MIN_VALUE))) {
            beReady();
        } else if (now - beganNs > patience.toNanos()) {
            loop.close();
            throw Failures.refuse(Failures.BASELINE_UNHEALTHY, unhealthy());
        }
    }

    private void beReady() {
        ready = true;
        talk.probeReady(findings.baseline(lanes, null), Stamp.now());
    }

    private @Nullable End endAt(long now, @Nullable Injection injection) {
        if (injection == null) {
            return now - beganNs > BEFORE_THE_FAULT.toNanos() ? End.MAX_WAIT : null;
        }
        long confirmedNs = Findings.monotonic(injection.confirmed());
        if (lanes.stream().allMatch(lane -> lane.live().goodFor(probing.stableFor(), confirmedNs))) {
            return End.STABLE;
        }
        return now - confirmedNs > maxWait.toNanos() ? End.MAX_WAIT : null;
    }

    /** Stops sending and awaits what is under way; goes on where that shows the service was not stable after all. */
    private boolean settled(End end, @Nullable Injection injection) {
        loop.close();
        long until = System.nanoTime() + probing.slowAfter().toNanos();
        long now = System.nanoTime();
        while (!lanes.stream().allMatch(Lane::decided) && now < until) {
            LockSupport.parkNanos(LOOK_EVERY_NS / 10);
            now = System.nanoTime();
            for (Lane lane : lanes) {
                lane.look(now);
            }
        }
        if (end == End.STABLE && endAt(now, injection) != End.STABLE) {
            loop = newLoop();
            loop.start();
            return false;
        }
        return true;
    }

    private OpenLoop newLoop() {
        return new OpenLoop(
                probing.interval(), planned -> lanes.forEach(lane -> lane.send(planned, () -> loop.stalledNs())));
    }

    private void count() {
        Lane deciding = lanes.stream()
                .filter(lane -> lane.probe().name().equals(probing.decides().getFirst()))
                .findFirst()
                .orElseThrow();
        counts = new LiveCounts(deciding.good(), deciding.bad(), deciding.live().outage());
    }

    private void keep() {
        lanes.forEach(lane -> keeper.keep(lane.probe().name(), lane.fresh()));
    }

    private void changed(String probe, LiveOutage.Change change, long atNs) {
        talk.transition(new Transition(probe, change == LiveOutage.Change.BEGAN, clock.at(atNs)));
    }

    private String unhealthy() {
        return lanes.stream()
                .filter(lane -> !lane.live().goodFor(probing.baseline(), Long.MIN_VALUE))
                .map(this::unhealthy)
                .collect(Collectors.joining("; "));
    }

    private String unhealthy(Lane lane) {
        List<Sample> seen = lane.samples();
        String last = seen.subList(Math.max(0, seen.size() - LAST_ANSWERS), seen.size()).stream()
                .map(ObservationRun::answer)
                .collect(Collectors.joining(", "));
        return "probe %s %s: not good for %s on end within %s; expected %s within %d ms, the last answers were: %s"
                .formatted(
                        lane.probe().name(),
                        lane.probe().question(),
                        seconds(probing.baseline()),
                        seconds(patience),
                        lane.probe().expectation(),
                        probing.slowAfter().toMillis(),
                        last.isEmpty() ? "none" : last);
    }

    private static String answer(Sample sample) {
        if (sample.outcome() == Outcome.WRONG) {
            return sample.httpCode() == 0 ? "no HTTP" : "HTTP " + sample.httpCode();
        }
        return sample.outcome().words();
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}

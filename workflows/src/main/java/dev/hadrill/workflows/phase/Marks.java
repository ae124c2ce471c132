package dev.hadrill.workflows.phase;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Rto;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.runbook.StepDone;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was seen after a fault, as marks in seconds after it. */
record Marks(Observation observation, Injection injection) {
    /** Workflow time is the server's when it hands a task out: 25 to 40 ms late, more on a busy machine. */
    private static final double WALL_ERROR_SEC = 0.1;

    /** An event that comes by itself was received 1 to 15 ms after its own log line, in the lab, in mid-failover. */
    private static final double DELIVERY_ERROR_SEC = 0.02;

    /** The first sighting of the first of these kinds that was seen at all. */
    @Nullable
    Mark sighted(String technology, Sighting.Kind... kinds) {
        return Stream.of(kinds)
                .flatMap(kind -> observation.sightings().stream()
                        .filter(seen -> seen.kind() == kind && seen.source().startsWith(technology + "/"))
                        .filter(seen -> afterFault(seen.seenNs()))
                        .min(Comparator.comparingLong(Sighting::seenNs))
                        .stream())
                .findFirst()
                .map(this::sighted)
                .orElse(null);
    }

    private Mark sighted(Sighting seen) {
        Long notBefore = seen.notBeforeNs();
        if (notBefore != null) {
            return between(notBefore, seen.seenNs(), words(seen));
        }
        Mark received = between(seen.seenNs(), seen.seenNs(), words(seen));
        return new Mark(received.atSec(), received.errorSec() + DELIVERY_ERROR_SEC, received.what());
    }

    Mark began(StepDone step) {
        return between(step.began(), step.began(), step.step() + " began");
    }

    Mark ended(StepDone step) {
        return between(step.ended(), step.ended(), step.step() + " done");
    }

    /** When the leading probe's first good answer came; null when it saw no outage. */
    @Nullable
    Mark leadingGood() {
        return firstGood(observation.leading()).orElse(null);
    }

    /** When the leading probe's last outage was over; null when it saw none. */
    @Nullable
    Mark leadingOver() {
        ProbeResult leading = observation.leading();
        return outages(leading)
                .reduce((first, second) -> second)
                .flatMap(outage -> Optional.ofNullable(outage.end()))
                .map(end -> between(end.loNs(), end.hiNs(), leading.probe() + " good again"))
                .orElse(null);
    }

    /** Whether a probe that asks one replica directly saw an outage. */
    boolean replicasFailed() {
        return replicas().anyMatch(result -> outages(result).findAny().isPresent());
    }

    /** The first of the replicas that failed and answered well again; null when none did. */
    @Nullable
    Mark replicaGood() {
        return replicas()
                .flatMap(result -> firstGood(result).stream())
                .min(Comparator.comparingDouble(Mark::atSec))
                .orElse(null);
    }

    /** The recovery time's own end; null when there was no outage, or no end of it. */
    @Nullable
    Mark recovered() {
        Rto rto = Rto.of(observation, injection);
        List<ProbeResult> failed = observation.deciding().stream()
                .filter(result -> outages(result).findAny().isPresent())
                .toList();
        Double hiSec = rto.hiSec();
        if (hiSec == null || failed.isEmpty()) {
            return null;
        }
        List<String> names = failed.stream().map(ProbeResult::probe).toList();
        return new Mark(rto.midSec(), (hiSec - rto.loSec()) / 2, "nothing bad any more at " + String.join(", ", names));
    }

    private Stream<ProbeResult> replicas() {
        return observation.probes().stream().filter(result -> result.replicaOf() != null);
    }

    private Optional<Mark> firstGood(ProbeResult result) {
        return outages(result)
                .flatMap(outage -> Stream.ofNullable(outage.firstGood()))
                .filter(good -> afterFault(good.hiNs()))
                .findFirst()
                .map(good -> between(good.loNs(), good.hiNs(), "first good answer at " + result.probe()));
    }

    private Stream<Outage> outages(ProbeResult result) {
        return result.outages().stream().filter(outage -> {
            Bounds end = outage.end();
            return end == null || afterFault(end.hiNs());
        });
    }

    private boolean afterFault(long ns) {
        return observation.began().at(ns).secondsSince(injection.requested()) > 0;
    }

    private Mark between(long loNs, long hiNs, String what) {
        return between(observation.began().at(loNs), observation.began().at(hiNs), what);
    }

    private Mark between(Stamp lo, Stamp hi, String what) {
        double loSec = lo.secondsSince(injection.confirmed());
        double hiSec = hi.secondsSince(injection.requested());
        boolean wall = lo.monoNs() == null || hi.monoNs() == null;
        return new Mark(
                (loSec + hiSec) / 2,
                (hiSec - loSec) / 2 + (wall ? WALL_ERROR_SEC : 0),
                wall ? what + " (by wall clock)" : what);
    }

    /** Sentinel's own word for what it says, or what a server was seen to be. */
    private static String words(Sighting seen) {
        return seen.detail().startsWith("+")
                ? seen.detail().split(" ", 2)[0] + " at " + seen.service()
                : seen.service() + " " + seen.detail();
    }
}

package dev.hadrill.workflows.phase;

import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Sighting.Kind;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says where the recovery time went, from what was seen. Pure. */
public final class Attribution {
    /** Two marks from the same probe's answer differ by less, through arithmetic alone. */
    private static final double SAME_SEC = 1e-6;

    private Attribution() {}

    /**
     * In the order of time, without holes; empty without a recovery, and where there was no outage to recover from.
     *
     * @param target the role that was attacked
     * @param runbook its steps so far, empty where there was none
     */
    public static List<PhaseSpan> of(
            Observation observation, Injection injection, Role target, List<StepDone> runbook) {
        Marks marks = new Marks(observation, injection);
        Mark recovered = marks.recovered();
        if (recovered == null) {
            return List.of();
        }
        List<Cut> cuts = switch (target) {
            case MASTER -> Stream.concat(election(marks), service(marks)).toList();
            case PRIMARY ->
                Stream.concat(promotion(marks, runbook), service(marks)).toList();
            case ACTIVE -> List.of(new Cut(RtoPhase.DETECTION, marks.leadingOver()));
            // Nobody waits for these: what fails with them, no sighting explains.
            case REPLICA, STANDBY, DOWN, UNKNOWN -> List.of(new Cut(RtoPhase.UNATTRIBUTED, null));
        };
        return spans(cuts, recovered);
    }

    private static Stream<Cut> election(Marks marks) {
        return Stream.of(
                new Cut(
                        RtoPhase.DETECTION,
                        marks.sighted("sentinel", Kind.AGREED_DOWN, Kind.LEADER_ELECTED, Kind.SUSPECTED)),
                new Cut(
                        RtoPhase.PROMOTION,
                        either(
                                marks.sighted("valkey", Kind.PROMOTED),
                                marks.sighted("sentinel", Kind.MASTER_SWITCHED))));
    }

    private static Stream<Cut> promotion(Marks marks, List<StepDone> runbook) {
        List<Cut> cuts = new ArrayList<>();
        cuts.add(new Cut(RtoPhase.DETECTION, runbook.isEmpty() ? null : marks.began(runbook.getFirst())));
        runbook.stream()
                .filter(step -> step.step().equals(StepDone.APPROVAL))
                .forEach(step -> cuts.add(new Cut(RtoPhase.APPROVAL, marks.ended(step))));
        Stream<Mark> done = runbook.stream()
                .filter(step -> step.step().equals(StepDone.PROMOTE))
                .map(marks::ended);
        Mark promoted = Stream.concat(Stream.ofNullable(marks.sighted("postgres", Kind.PROMOTED)), done)
                .min(Comparator.comparingDouble(Mark::atSec))
                .orElse(null);
        cuts.add(new Cut(RtoPhase.PROMOTION, promoted));
        return cuts.stream();
    }

    private static Stream<Cut> service(Marks marks) {
        Cut reconnected =
                new Cut(RtoPhase.RECONNECTION, marks.replicasFailed() ? marks.replicaGood() : marks.leadingGood());
        return Stream.of(reconnected, new Cut(RtoPhase.READMISSION, marks.leadingGood()));
    }

    private static @Nullable Mark either(@Nullable Mark first, @Nullable Mark second) {
        return first == null ? second : first;
    }

    private static List<PhaseSpan> spans(List<Cut> cuts, Mark recovered) {
        List<PhaseSpan> spans = new ArrayList<>();
        double from = 0;
        boolean known = true;
        for (Cut cut : Stream.concat(cuts.stream(), Stream.of(new Cut(RtoPhase.STABILISING, recovered)))
                .toList()) {
            Mark until = cut.until();
            if (until == null) {
                known = false;
                continue;
            }
            double to = recovered.atSec() - until.atSec() < SAME_SEC ? recovered.atSec() : until.atSec();
            if (to > from) {
                spans.add(new PhaseSpan(
                        known ? cut.phase() : RtoPhase.UNATTRIBUTED,
                        from,
                        to,
                        until.errorSec() + Math.abs(until.atSec() - to),
                        until.what()));
                from = to;
            }
            known = true;
        }
        return List.copyOf(spans);
    }

    /** A phase and what ended it; null when that was not seen. */
    private record Cut(RtoPhase phase, @Nullable Mark until) {}
}

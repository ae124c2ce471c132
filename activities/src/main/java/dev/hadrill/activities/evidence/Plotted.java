package dev.hadrill.activities.evidence;

import dev.hadrill.activities.evidence.Timeline.Interval;
import dev.hadrill.pages.Course;
import dev.hadrill.pages.Course.Band;
import dev.hadrill.pages.Course.Lane;
import dev.hadrill.pages.Course.Mark;
import dev.hadrill.pages.Course.Point;
import dev.hadrill.pages.Course.Span;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.observation.Sighting;
import dev.hadrill.workflows.phase.PhaseSpan;
import dev.hadrill.workflows.phase.PhaseText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What report.html draws on its timeline. */
final class Plotted {
    private static final Set<Class<? extends DrillEvent>> DRAWN_OTHERWISE = Set.of(
            DrillEvent.FaultInjected.class,
            DrillEvent.FaultConfirmed.class,
            DrillEvent.RunbookStepDone.class,
            DrillEvent.ObservationEnded.class);

    private static final double SHORTEST_SEC = 0.1;

    private final Figures figures;
    private final Observation seen;
    private final Timeline timeline;
    private final double toSec;

    private Plotted(Figures figures, Observation seen) {
        this.figures = figures;
        this.seen = seen;
        this.timeline = figures.timeline();
        this.toSec = Math.max(SHORTEST_SEC, timeline.at(seen.ended()));
    }

    static Course course(Figures figures, Observation seen) {
        return new Plotted(figures, seen).course();
    }

    private Course course() {
        DrillSummary summary = figures.summary();
        Interval injection = figures.injection();
        Double budget = summary.rtoBudgetSec();
        return new Course(
                0,
                toSec,
                injection == null ? null : span(injection),
                injection == null ? null : recovery(injection, summary),
                injection == null ? null : recoveryWords(summary),
                injection == null || budget == null ? null : Double.valueOf(injection.mid() + budget),
                injection == null
                        ? List.of()
                        : figures.drill().phases().stream()
                                .map(phase -> band(phase, injection.mid()))
                                .toList(),
                figures.drill().runbookSteps().stream()
                        .map(step -> new Band(
                                step.step(),
                                step.detail(),
                                ordered(timeline.at(step.began()), timeline.at(step.ended()))))
                        .toList(),
                marks(injection),
                seen.probes().stream()
                        .sorted(Comparator.comparingInt(this::rank))
                        .map(this::lane)
                        .toList());
    }

    /** Those that decide first, the leading one before them. */
    private int rank(ProbeResult result) {
        int decides = seen.decides().indexOf(result.probe());
        return decides < 0 ? Integer.MAX_VALUE : decides;
    }

    private static @Nullable Span recovery(Interval injection, DrillSummary summary) {
        Double lo = summary.rtoLoSec();
        Double hi = summary.rtoHiSec();
        return lo == null || hi == null ? null : ordered(injection.hi() + lo, injection.lo() + hi);
    }

    private static String recoveryWords(DrillSummary summary) {
        Double mid = summary.rtoSec();
        if (mid == null) {
            return "not measured";
        }
        return summary.rtoHiSec() == null ? "not seen within " + Amount.seconds(mid) : "RTO " + Amount.seconds(mid);
    }

    private static Band band(PhaseSpan phase, double faultSec) {
        String name = PhaseText.name(phase.phase());
        return new Band(
                name,
                "%s, until %s".formatted(Amount.seconds(phase.durationSec()), phase.until()),
                ordered(faultSec + phase.fromSec(), faultSec + phase.toSec()));
    }

    private List<Mark> marks(@Nullable Interval injection) {
        List<Mark> marks = new ArrayList<>();
        if (injection != null) {
            String container = figures.summary().targetContainer();
            marks.add(new Mark(injection.mid(), Mark.Kind.FAULT, "fault", "The fault: " + container));
        }
        for (DrillEvent event : figures.drill().events()) {
            if (!DRAWN_OTHERWISE.contains(event.getClass())) {
                marks.add(new Mark(
                        timeline.at(event.at()),
                        event instanceof DrillEvent.PromotionIntended ? Mark.Kind.PROMOTION : Mark.Kind.DRILL,
                        null,
                        EventText.of(event)));
            }
        }
        figures.sightings().forEach(sighting -> marks.add(mark(sighting)));
        return marks.stream()
                .filter(mark -> mark.atSec() >= 0 && mark.atSec() <= toSec)
                .sorted(Comparator.comparingDouble(Mark::atSec))
                .toList();
    }

    private Mark mark(Sighting sighting) {
        Mark.Kind kind = switch (sighting.kind()) {
            case PROMOTED, MASTER_SWITCHED -> Mark.Kind.PROMOTION;
            case DIED, STARTED, SUSPECTED, AGREED_DOWN, LEADER_ELECTED, REPLICA_SELECTED, TIMELINE_BEGAN ->
                Mark.Kind.SEEN;
            case OTHER -> Mark.Kind.MINOR;
        };
        return new Mark(
                timeline.at(sighting.seenNs()),
                kind,
                kind == Mark.Kind.MINOR ? null : sighting.service() + " " + words(sighting.kind()),
                sighting.source() + " " + sighting.detail());
    }

    static String words(Sighting.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Lane lane(ProbeResult result) {
        return new Lane(
                result.probe(),
                Seen.outages(result),
                seen.decides().contains(result.probe()),
                result.outages().stream().map(this::outage).toList(),
                result.gaps().stream()
                        .map(gap -> span(timeline.at(new Bounds(gap.fromNs(), gap.toNs()))))
                        .toList(),
                figures.samples(result.probe()).stream()
                        .map(sample ->
                                new Point(timeline.at(sample.sentNs()), sample.latencyNs() / 1e6, sample.outcome()))
                        .toList());
    }

    private Course.Outage outage(Outage outage) {
        Bounds end = outage.end();
        Double longest = outage.lastedHiSec();
        return new Course.Outage(
                span(timeline.at(outage.start())),
                end == null ? null : span(timeline.at(end)),
                longest == null
                        ? "out for at least %s, not over".formatted(Amount.seconds(outage.lastedLoSec()))
                        : "out for %s to %s".formatted(Amount.seconds(outage.lastedLoSec()), Amount.seconds(longest)));
    }

    private static Span span(Interval interval) {
        return new Span(interval.lo(), interval.hi());
    }

    /** Intervals that overlap leave an end that is before its beginning. */
    private static Span ordered(double one, double other) {
        return new Span(Math.min(one, other), Math.max(one, other));
    }
}

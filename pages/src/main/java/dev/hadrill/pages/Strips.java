package dev.hadrill.pages;

import dev.hadrill.pages.Course.Band;
import dev.hadrill.pages.Course.Lane;
import dev.hadrill.pages.Course.Mark;
import dev.hadrill.pages.Course.Outage;
import dev.hadrill.pages.Course.Span;
import dev.hadrill.pages.TimelinePicture.Label;
import dev.hadrill.pages.TimelinePicture.Row;
import dev.hadrill.pages.TimelinePicture.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The strips of a timeline, all but the latencies'. */
final class Strips {
    static final int UNITS = 100;

    private static final int MOST_RUNS = 4_000;
    private static final double SLICES = 4_000;

    private final Course course;
    private final Scale scale;
    private final Span all;
    private final List<String> thinned;

    Strips(Course course, Scale scale, List<String> thinned) {
        this.course = course;
        this.scale = scale;
        this.all = new Span(course.fromSec(), course.toSec());
        this.thinned = thinned;
    }

    /** Those above the probes'. */
    List<Row> events() {
        List<Row> rows = new ArrayList<>();
        if (course.fault() != null) {
            rows.add(recovery(course.fault()));
        }
        if (!course.phases().isEmpty()) {
            rows.add(bands("Phases", "where the time went", "phase", course.phases()));
        }
        if (!course.steps().isEmpty()) {
            rows.add(bands("Runbook", "its steps", "step", course.steps()));
        }
        if (!course.marks().isEmpty()) {
            rows.add(marks());
        }
        return rows;
    }

    Row probe(Lane lane) {
        Drawing sure = new Drawing();
        Drawing edges = new Drawing();
        Drawing open = new Drawing();
        for (Outage outage : lane.outages()) {
            Span end = outage.end();
            edges.band(outage.start(), 10, 72);
            if (end == null) {
                open.band(
                        new Span(
                                outage.start().hi(),
                                Math.max(all.hi(), outage.start().hi())),
                        12,
                        74);
            } else {
                edges.band(end, 10, 72);
                sure.band(new Span(Math.min(outage.start().hi(), end.lo()), end.lo()), 10, 72);
            }
        }
        Drawing gaps = new Drawing();
        lane.gaps().forEach(gap -> gaps.band(gap, 0, UNITS));
        String detail = (lane.decides() ? "decides · " : "") + lane.words();
        return new Row(
                "probe",
                lane.name(),
                detail,
                "%s: %s".formatted(lane.name(), lane.words()),
                lane.decides(),
                lane.decides() ? 40 : 30,
                UNITS,
                shapes(
                        TimelinePicture.shape("gap", gaps),
                        TimelinePicture.shape("outage-edge", edges),
                        TimelinePicture.shape("outage", sure),
                        TimelinePicture.shape("outage-open", open),
                        TimelinePicture.shape("bad", bad(lane))),
                List.of(),
                List.of());
    }

    /** The lines that every strip has. */
    Stream<Shape> rules(int units) {
        List<Shape> rules = new ArrayList<>();
        if (course.fault() != null) {
            rules.add(new Shape(
                    "at-fault",
                    new Drawing().tick(course.fault().mid(), 0, units).data()));
        }
        Double deadline = course.deadlineSec();
        if (deadline != null && deadline < all.hi()) {
            rules.add(new Shape(
                    "at-deadline", new Drawing().tick(deadline, 0, units).data()));
        }
        return rules.stream();
    }

    private Drawing bad(Lane lane) {
        List<Span> runs = Thinning.badRuns(lane.points());
        double joins = (all.hi() - all.lo()) / SLICES;
        List<Span> drawn = Thinning.joined(runs, joins, MOST_RUNS);
        if (drawn.size() < runs.size()) {
            thinned.add(
                    "%s: %d runs of bad probes are drawn as %d: those less than %.0f ms apart are joined, none is left out."
                            .formatted(lane.name(), runs.size(), drawn.size(), 1_000 * joins));
        }
        Drawing bad = new Drawing();
        drawn.forEach(run -> bad.band(run, 84, UNITS));
        return bad;
    }

    private Row recovery(Span fault) {
        Span end = course.recovery();
        String words = Objects.requireNonNullElse(course.recoveryWords(), "not known");
        Drawing sure = new Drawing();
        Drawing edges = new Drawing().band(fault, 20, 80);
        Drawing open = new Drawing();
        Span reach =
                new Span(fault.mid(), end == null ? Math.max(fault.hi(), all.hi()) : Math.max(fault.mid(), end.hi()));
        if (end == null) {
            open.band(new Span(fault.hi(), reach.hi()), 20, 80);
        } else {
            edges.band(end, 20, 80);
            sure.band(new Span(Math.min(fault.hi(), end.lo()), Math.max(fault.hi(), end.lo())), 20, 80);
        }
        return new Row(
                "bands",
                "Recovery",
                words,
                "Recovery time: " + words,
                true,
                34,
                UNITS,
                shapes(
                        TimelinePicture.shape("recovery", sure),
                        TimelinePicture.shape("recovery-open", open),
                        TimelinePicture.shape("recovery-edge", edges)),
                List.of(TimelinePicture.label(scale, reach, words)),
                List.of());
    }

    private Row bands(String name, String detail, String css, List<Band> bands) {
        List<Shape> shapes = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < bands.size(); i++) {
            Band band = bands.get(i);
            shapes.add(new Shape(
                    css + " " + css + "-" + (css.equals("phase") ? band.name() : String.valueOf(i % 2)),
                    new Drawing().band(band.span(), 14, 86).data()));
            labels.add(TimelinePicture.label(scale, band.span(), band.name()));
        }
        return new Row(
                "bands",
                name,
                detail,
                name + ": "
                        + bands.stream()
                                .map(band -> band.name() + " " + band.words())
                                .collect(Collectors.joining("; ")),
                false,
                34,
                UNITS,
                Stream.concat(shapes.stream(), rules(UNITS)).toList(),
                labels,
                List.of());
    }

    private Row marks() {
        List<Shape> shapes = new ArrayList<>();
        for (Mark.Kind kind : Mark.Kind.values()) {
            Drawing ticks = new Drawing();
            int top = kind == Mark.Kind.MINOR ? 72 : kind == Mark.Kind.FAULT ? 0 : 52;
            course.marks().stream()
                    .filter(mark -> mark.kind() == kind)
                    .forEach(mark -> ticks.tick(mark.atSec(), top, UNITS));
            if (!ticks.empty()) {
                shapes.add(new Shape("mark mark-" + kind.css(), ticks.data()));
            }
        }
        return new Row(
                "events",
                "Events",
                "%d seen".formatted(course.marks().size()),
                "Events: "
                        + course.marks().stream()
                                .filter(mark -> mark.label() != null)
                                .map(mark -> "%s at %s".formatted(mark.label(), Seconds.words(mark.atSec())))
                                .collect(Collectors.joining("; ")),
                false,
                46,
                UNITS,
                Stream.concat(shapes.stream(), rules(UNITS)).toList(),
                labels(),
                List.of());
    }

    /** Beside their marks, the weightiest first, as long as none is in the way of another. */
    private List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        List<Span> taken = new ArrayList<>();
        course.marks().stream()
                .filter(mark -> mark.label() != null)
                .sorted(Comparator.comparing(Mark::kind))
                .forEach(mark -> {
                    String text = TimelinePicture.brief(Objects.requireNonNull(mark.label()), 40);
                    double lo = TimelinePicture.WIDE * scale.fraction(mark.atSec());
                    Span place = new Span(lo, lo + text.length() * TimelinePicture.LETTER + 14);
                    boolean shown = place.hi() < TimelinePicture.WIDE
                            && taken.stream().noneMatch(other -> other.lo() < place.hi() && place.lo() < other.hi());
                    if (shown) {
                        taken.add(place);
                    }
                    long atMs = Drawing.ms(mark.atSec());
                    labels.add(new Label(atMs, atMs, scale.percent(mark.atSec()), text, shown));
                });
        return labels;
    }

    private List<Shape> shapes(Shape... drawn) {
        return Stream.concat(Stream.of(drawn).filter(shape -> !shape.data().isEmpty()), rules(UNITS))
                .toList();
    }
}

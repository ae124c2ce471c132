package dev.hadrill.pages;

import dev.hadrill.pages.Course.Band;
import dev.hadrill.pages.Course.Point;
import dev.hadrill.pages.Course.Span;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.observation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page's script tells of an instant; times in milliseconds since the observation began. */
record Readout(
        long from,
        long to,
        @Nullable Long fault,
        @Nullable Long outageFrom,
        @Nullable Long outageTo,
        List<Lasting> bands,
        List<Lasting> outages,
        List<At> marks,
        @Nullable Points points) {
    record Lasting(long from, long to, String words) {}

    record At(long at, String words) {}

    /**
     * A probe each.
     *
     * @param after milliseconds since the one before
     * @param latency in milliseconds
     * @param outcome an index into {@code outcomes}
     */
    record Points(String probe, List<String> outcomes, List<Long> after, List<Double> latency, List<Integer> outcome) {
        static Points of(Latencies latencies) {
            List<Outcome> outcomes = List.of(Outcome.values());
            List<Long> after = new ArrayList<>();
            long before = 0;
            for (Point point : latencies.drawn()) {
                after.add(Drawing.ms(point.atSec()) - before);
                before = Drawing.ms(point.atSec());
            }
            return new Points(
                    latencies.lane().name(),
                    outcomes.stream().map(Outcome::words).toList(),
                    after,
                    latencies.drawn().stream()
                            .map(point -> Math.round(10 * point.latencyMs()) / 10.0)
                            .toList(),
                    latencies.drawn().stream()
                            .map(point -> outcomes.indexOf(point.outcome()))
                            .toList());
        }
    }

    static String json(Course course, @Nullable Latencies latencies) {
        Span fault = course.fault();
        Span trouble = trouble(course);
        return embedded(Json.write(new Readout(
                Drawing.ms(course.fromSec()),
                Drawing.ms(course.toSec()),
                fault == null ? null : Long.valueOf(Drawing.ms(fault.mid())),
                trouble == null ? null : Long.valueOf(Drawing.ms(trouble.lo())),
                trouble == null ? null : Long.valueOf(Drawing.ms(trouble.hi())),
                Stream.concat(course.phases().stream(), course.steps().stream())
                        .map(Readout::lasting)
                        .toList(),
                course.lanes().stream()
                        .flatMap(lane -> lane.outages().stream().map(outage -> {
                            Span end = outage.end();
                            return new Lasting(
                                    Drawing.ms(outage.start().lo()),
                                    Drawing.ms(end == null ? course.toSec() : end.hi()),
                                    lane.name() + " " + outage.words());
                        }))
                        .toList(),
                course.marks().stream()
                        .map(mark -> new At(Drawing.ms(mark.atSec()), mark.words()))
                        .toList(),
                latencies == null ? null : Points.of(latencies))));
    }

    /** As the content of a script element: nothing in it can end the element, or begin another. */
    static String embedded(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** From the fault, or the first outage, to the end of the last one. */
    private static @Nullable Span trouble(Course course) {
        List<Course.Outage> outages =
                course.lanes().stream().flatMap(lane -> lane.outages().stream()).toList();
        if (outages.isEmpty()) {
            return null;
        }
        double first = outages.stream()
                .mapToDouble(outage -> outage.start().lo())
                .min()
                .orElseThrow();
        double last = outages.stream()
                .mapToDouble(outage ->
                        outage.end() == null ? course.toSec() : outage.end().hi())
                .max()
                .orElseThrow();
        return new Span(
                course.fault() == null ? first : Math.min(first, course.fault().lo()), last);
    }

    private static Lasting lasting(Band band) {
        return new Lasting(
                Drawing.ms(band.span().lo()), Drawing.ms(band.span().hi()), band.name() + ": " + band.words());
    }
}

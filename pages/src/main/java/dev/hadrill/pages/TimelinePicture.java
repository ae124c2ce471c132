package dev.hadrill.pages;

import dev.hadrill.pages.Course.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A timeline as it is drawn: rows over one another on one axis of time. Zooming is another view box.
 *
 * @param rows each a strip of its own
 * @param data what the page's script shows beneath the pointer, as JSON
 * @param thinned what was left out of the drawing, for people
 */
public record TimelinePicture(
        String span,
        List<Row> rows,
        List<Scale.Tick> ticks,
        long fromMs,
        long toMs,
        String data,
        List<String> thinned) {

    /**
     * A strip.
     *
     * @param css its class in the style sheet
     * @param alternative what it shows, for who cannot see it
     * @param height in pixels
     * @param units its height in the units of its shapes
     */
    public record Row(
            String css,
            String name,
            String detail,
            String alternative,
            boolean strong,
            int height,
            int units,
            List<Shape> shapes,
            List<Label> labels,
            List<Rule> rules) {}

    /** {@code data} is an SVG path's. */
    public record Shape(String css, String data) {}

    /** A text in the middle of what lasts from one instant to another; {@code shown} where it has room in the whole. */
    public record Label(long fromMs, long toMs, String at, String text, boolean shown) {}

    /** A height with a name: {@code 10 ms}. */
    public record Rule(String y, String text) {}

    /** What a wide picture has room for. */
    static final double WIDE = 860;

    static final double LETTER = 6.6;

    static TimelinePicture of(Course course) {
        Span all = new Span(course.fromSec(), course.toSec());
        Scale scale = new Scale(all.lo(), all.hi());
        List<String> thinned = new ArrayList<>();
        Strips strips = new Strips(course, scale, thinned);
        List<Row> rows = new ArrayList<>(strips.events());
        course.lanes().forEach(lane -> rows.add(strips.probe(lane)));
        Latencies latencies =
                course.lanes().isEmpty() ? null : Latencies.of(course.lanes().getFirst(), all);
        if (latencies != null) {
            rows.add(latencies.row(strips));
            thinned.addAll(latencies.thinned());
        }
        return new TimelinePicture(
                Seconds.brief(all.hi() - all.lo()),
                rows,
                scale.ticks(10, ""),
                Drawing.ms(all.lo()),
                Drawing.ms(all.hi()),
                Readout.json(course, latencies),
                thinned);
    }

    /** In the middle of a span, where it has room there. */
    static Label label(Scale scale, Span span, String text) {
        double width = WIDE * (scale.fraction(span.hi()) - scale.fraction(span.lo()));
        String brief = brief(text, 40);
        return new Label(
                Drawing.ms(span.lo()),
                Drawing.ms(span.hi()),
                scale.percent(span.mid()),
                brief,
                brief.length() * LETTER + 8 < width);
    }

    /** A label is no place for a long text; the page's tables are. */
    static String brief(String text, int most) {
        int points = text.codePointCount(0, text.length());
        return points <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    static Shape shape(String css, Drawing drawing) {
        return new Shape(css, drawing.data());
    }
}

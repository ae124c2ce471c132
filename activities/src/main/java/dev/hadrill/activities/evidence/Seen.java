package dev.hadrill.activities.evidence;

import dev.hadrill.pages.Section;
import dev.hadrill.pages.Table;
import dev.hadrill.pages.Tone;
import dev.hadrill.workflows.observation.Answers;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The section of report.md on what the probes saw: one row each. */
final class Seen {
    private Seen() {}

    private static final String NOTE =
            "Seconds since the observation began, each as the interval that holds the truth; * decides.";

    static void write(Markdown text, Figures figures, Observation seen) {
        text.heading(2, "What users would have seen");
        text.table(table(figures, seen));
        text.paragraph("%s", NOTE);
    }

    static Section section(Figures figures, Observation seen) {
        return Section.of("seen", "What users would have seen", table(figures, seen), NOTE);
    }

    private static Table table(Figures figures, Observation seen) {
        return new Table(
                List.of(
                        Table.text("probe"),
                        Table.number("began, s"),
                        Table.number("first good, s"),
                        Table.number("ended, s"),
                        Table.number("lasted, s"),
                        Table.number("flaps"),
                        Table.number("bad of all"),
                        Table.number("slow"),
                        Table.number("p50 / p99 before, ms"),
                        Table.number("during"),
                        Table.number("after")),
                seen.probes().stream()
                        .map(result -> new Table.Row(
                                row(figures.timeline(), seen, result),
                                seen.decides().contains(result.probe()) ? Tone.STRONG : Tone.PLAIN,
                                null))
                        .toList());
    }

    /** A probe's outages, for people. */
    static String outages(ProbeResult result) {
        return result.outages().isEmpty()
                ? "no outage"
                : result.outages().stream()
                        .map(outage -> lasted(outage) + (outage.recovered() ? " s" : " s, not over"))
                        .collect(Collectors.joining("; "));
    }

    private static List<String> row(Timeline timeline, Observation seen, ProbeResult result) {
        return List.of(
                result.probe() + (seen.decides().contains(result.probe()) ? " *" : ""),
                each(result, outage -> Amount.interval(timeline.at(outage.start()))),
                each(result, outage -> when(timeline, outage.firstGood())),
                each(result, outage -> when(timeline, outage.end())),
                each(result, Seen::lasted),
                each(result, outage -> Integer.toString(outage.flaps())),
                "%d of %d".formatted(result.bad(), result.total()),
                Integer.toString(result.slow()),
                latency(result.answers(), Answers::before),
                latency(result.answers(), Answers::during),
                latency(result.answers(), Answers::after));
    }

    private static String each(ProbeResult result, Function<Outage, String> figure) {
        return result.outages().isEmpty()
                ? "-"
                : result.outages().stream().map(figure).collect(Collectors.joining("; "));
    }

    private static String when(Timeline timeline, @Nullable Bounds bounds) {
        return bounds == null ? "not while observed" : Amount.interval(timeline.at(bounds));
    }

    static String lasted(Outage outage) {
        Double longest = outage.lastedHiSec();
        return longest == null
                ? "at least " + Amount.number(outage.lastedLoSec())
                : Amount.interval(Timeline.Interval.of(outage.lastedLoSec(), longest));
    }

    private static String latency(@Nullable Answers answers, Function<Answers, Answers.Latency> span) {
        if (answers == null || span.apply(answers).count() == 0) {
            return "-";
        }
        Answers.Latency latency = span.apply(answers);
        return Amount.millis(latency.p50()) + " / " + Amount.millis(latency.p99());
    }
}

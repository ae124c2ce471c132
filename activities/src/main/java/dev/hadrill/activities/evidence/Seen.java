package dev.hadrill.activities.evidence;

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

    static void write(Markdown text, Figures figures, Observation seen) {
        text.heading(2, "What users would have seen");
        text.table(
                List.of(
                        "probe",
                        "began, s",
                        "first good, s",
                        "ended, s",
                        "lasted, s",
                        "flaps",
                        "bad of all",
                        "slow",
                        "p50 / p99 before, ms",
                        "during",
                        "after"),
                seen.probes().stream()
                        .map(result -> row(figures.timeline(), seen, result))
                        .toList());
        text.paragraph("Seconds since the observation began, each as the interval that holds the truth; * decides.");
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

    private static String lasted(Outage outage) {
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

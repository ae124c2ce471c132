package dev.hadrill.activities.evidence;

import dev.hadrill.pages.Section;
import dev.hadrill.pages.Table;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.ProbeResult;
import java.time.Duration;
import java.util.List;

/** The sections of report.md on how it was measured, and how well. */
final class Measured {
    private Measured() {}

    private static final String NOTE =
            "Late is how much later than planned a probe was sent. In a gap nobody looked; it widens the intervals. δ is how"
                    + " long a good answer took at most before the outage: a probe without an answer went wrong within δ"
                    + " of its sending.";

    private static final String FAULT =
            "The fault lies between its sending and its confirmation. The RTO is every duration"
                    + " that these and the end of the outage allow.";

    static void write(Markdown text, Figures figures, Observation seen) {
        text.heading(2, "How it was measured");
        text.paragraph("%s", method(figures, seen));
        if (!figures.watch()) {
            text.paragraph("%s", FAULT);
        }
        questions(figures, seen).forEach(question -> text.item("%s", question));
        text.blank();
        text.heading(2, "How well it was measured");
        text.table(table(seen));
        text.paragraph("%s", NOTE);
    }

    static List<Section> sections(Figures figures, Observation seen) {
        return List.of(
                new Section(
                        "method",
                        "How it was measured",
                        method(figures, seen),
                        null,
                        questions(figures, seen),
                        figures.watch() ? List.of() : List.of(FAULT),
                        false),
                Section.of("quality", "How well it was measured", table(seen), clock(seen), NOTE));
    }

    private static String method(Figures figures, Observation seen) {
        return ("An open loop asked %s every %s ms over a connection of its own, with a time-out of %s s, whatever became of"
                        + " the probes before. A probe counts when it was sent; only the expected answer in time is good."
                        + " The outage begins after the last good probe was sent and ends before the first of a stable"
                        + " window was answered, on CLOCK_MONOTONIC.")
                .formatted(
                        figures.question(seen.leading()),
                        Amount.millis(interval(seen, seen.leading())),
                        Amount.number(seen.timeout().toMillis() / 1e3));
    }

    private static String clock(Observation seen) {
        return "The clock is that of boot %s. %s"
                .formatted(
                        seen.began().bootId(),
                        seen.attempts() == 1
                                ? "One worker looked from beginning to end."
                                : "%d workers looked, one after the other.".formatted(seen.attempts()));
    }

    private static List<String> questions(Figures figures, Observation seen) {
        return seen.probes().stream()
                .flatMap(result -> figures.asked(result).stream())
                .map(probe -> "%s asks %s and expects %s%s"
                        .formatted(
                                probe.name(),
                                probe.question(),
                                probe.expectation(),
                                seen.decides().contains(probe.name()) ? "; it decides" : ""))
                .toList();
    }

    private static Table table(Observation seen) {
        return Table.of(
                List.of(
                        Table.text("probe"),
                        Table.number("every, ms"),
                        Table.number("time-out, s"),
                        Table.number("sent"),
                        Table.number("late p50, ms"),
                        Table.number("p99, ms"),
                        Table.number("max, ms"),
                        Table.number("later than an interval"),
                        Table.number("gaps"),
                        Table.number("δ, ms"),
                        Table.number("answers before")),
                seen.probes().stream().map(result -> quality(seen, result)).toList());
    }

    private static List<String> quality(Observation seen, ProbeResult result) {
        return List.of(
                result.probe(),
                Amount.millis(interval(seen, result)),
                Amount.number(seen.timeout().toMillis() / 1e3),
                Integer.toString(result.total()),
                Amount.number(result.lagP50Us() / 1e3),
                Amount.number(result.lagP99Us() / 1e3),
                Amount.number(result.lagMaxUs() / 1e3),
                Integer.toString(result.late()),
                Integer.toString(result.gaps().size()),
                Amount.millis(result.baseline().answerWithin()),
                Integer.toString(result.baseline().answers()));
    }

    private static Duration interval(Observation seen, ProbeResult result) {
        return result.interval() == null ? seen.interval() : result.interval();
    }
}

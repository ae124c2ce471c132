package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import java.time.Duration;
import java.util.List;

/** The sections of report.md on how it was measured, and how well. */
final class Measured {
    private Measured() {}

    static void write(Markdown text, Figures figures, Observation seen) {
        text.heading(2, "How it was measured");
        text.paragraph(
                "An open loop asked %s every %s ms over a connection of its own, with a time-out of %s s, whatever"
                        + " became of the probes before. A probe counts when it was sent; only the expected answer in"
                        + " time is good. The outage begins after the last good probe was sent and ends before the"
                        + " first of a stable window was answered, on CLOCK\\_MONOTONIC.",
                figures.question(seen.leading()),
                Amount.millis(interval(seen, seen.leading())),
                Amount.number(seen.timeout().toMillis() / 1e3));
        if (!figures.watch()) {
            text.paragraph("The fault lies between its sending and its confirmation. The RTO is every duration that"
                    + " these and the end of the outage allow.");
        }
        for (ProbeResult result : seen.probes()) {
            figures.asked(result).ifPresent(probe -> asked(text, probe, seen));
        }
        text.blank();
        text.heading(2, "How well it was measured");
        text.table(
                List.of(
                        "probe",
                        "every, ms",
                        "time-out, s",
                        "sent",
                        "late p50, ms",
                        "p99, ms",
                        "max, ms",
                        "later than an interval",
                        "gaps",
                        "δ, ms",
                        "answers before"),
                seen.probes().stream().map(result -> quality(seen, result)).toList());
        text.paragraph("Late is how much later than planned a probe was sent. In a gap nobody looked; it widens the"
                + " intervals. δ is how long a good answer took at most before the outage: a probe without an answer"
                + " went wrong within δ of its sending.");
    }

    private static void asked(Markdown text, Probe probe, Observation seen) {
        text.item(
                "%s asks %s and expects %s%s",
                probe.name(),
                probe.question(),
                probe.expectation(),
                seen.decides().contains(probe.name()) ? "; it decides" : "");
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

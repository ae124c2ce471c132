package dev.hadrill.activities.evidence;

import dev.hadrill.activities.evidence.Timeline.Interval;
import dev.hadrill.workflows.observation.Answers;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.Probe;
import dev.hadrill.workflows.observation.ProbeResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One probe in report.json: what it asked, what it saw, and how well it looked.
 *
 * @param question null, like the expectation, in drills of before it was kept
 * @param latency null in drills of before it was kept
 * @param baselineAnswerWithinMs a hung probe was sent at most this long before the outage began
 * @param lagP50Ms how much later than planned its probes were sent, and so on
 * @param badFractionPerSec of the seconds in which any was bad
 */
record ProbeJson(
        String probe,
        @Nullable String question,
        @Nullable String expectation,
        boolean decides,
        double intervalSec,
        double timeoutSec,
        int total,
        int bad,
        int slow,
        int flaps,
        List<OutageJson> outages,
        List<Timelines.BadSecondLine> badFractionPerSec,
        int baselineAnswers,
        double baselineP50Ms,
        double baselineP99Ms,
        double baselineAnswerWithinMs,
        @Nullable LatencyJson latency,
        List<Interval> gaps,
        double lagP50Ms,
        double lagP99Ms,
        double lagMaxMs,
        int late) {

    /** How long answers took before, during and after the outages. */
    record LatencyJson(Span before, Span during, Span after) {
        /** Null figures where none came. */
        record Span(
                int answers,
                @Nullable Double p50Ms,
                @Nullable Double p99Ms) {}
    }

    static ProbeJson of(Figures figures, Observation seen, ProbeResult result) {
        Timeline timeline = figures.timeline();
        return new ProbeJson(
                result.probe(),
                figures.asked(result).map(Probe::question).orElse(null),
                figures.asked(result).map(Probe::expectation).orElse(null),
                seen.decides().contains(result.probe()),
                seconds(result.interval() == null ? seen.interval() : result.interval()),
                seconds(seen.timeout()),
                result.total(),
                result.bad(),
                result.slow(),
                result.outages().stream().mapToInt(Outage::flaps).sum(),
                result.outages().stream()
                        .map(outage -> OutageJson.of(outage, timeline))
                        .toList(),
                Timelines.badSeconds(figures.samples(result.probe()), seen),
                result.baseline().answers(),
                millis(result.baseline().p50()),
                millis(result.baseline().p99()),
                millis(result.baseline().answerWithin()),
                latency(result.answers()),
                result.gaps().stream()
                        .map(gap -> timeline.at(new Bounds(gap.fromNs(), gap.toNs())))
                        .toList(),
                result.lagP50Us() / 1e3,
                result.lagP99Us() / 1e3,
                result.lagMaxUs() / 1e3,
                result.late());
    }

    private static @Nullable LatencyJson latency(@Nullable Answers answers) {
        return answers == null
                ? null
                : new LatencyJson(span(answers.before()), span(answers.during()), span(answers.after()));
    }

    private static LatencyJson.Span span(Answers.Latency latency) {
        return latency.count() == 0
                ? new LatencyJson.Span(0, null, null)
                : new LatencyJson.Span(latency.count(), millis(latency.p50()), millis(latency.p99()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}

package dev.hadrill.activities.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hadrill.activities.evidence.Timeline.Interval;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.GuardsChecked;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.GuardCheck;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** report.json: first the fields of the drill script that this replaces (MISSION), then ours. */
record ReportJson(
        String scenario,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Double durationSec,
        @Nullable String targetContainer,
        @JsonProperty("kill_at_t_sec") @Nullable Double killAtTSec,
        @JsonProperty("first_failure_t_sec") @Nullable Double firstFailureTSec,
        @JsonProperty("first_recovery_t_sec") @Nullable Double firstRecoveryTSec,
        @Nullable Double rtoSec,
        @Nullable Double rtoBudgetSec,
        boolean passed,
        @Nullable Integer failedRequestCount,
        @Nullable Integer totalRequestCount,
        List<SampleLine> samples,
        List<String> notes,
        String drillId,
        String workflowId,
        String stack,
        @Nullable String release,
        @Nullable String startedBy,
        @Nullable Verdict verdict,
        @Nullable String reason,
        @Nullable Double rtoLoSec,
        @Nullable Double rtoHiSec,
        @Nullable Boolean recovered,
        @JsonProperty("injection_t_sec") @Nullable Interval injectionTSec,
        @Nullable Method method,
        List<ProbeSeen> probes,
        List<Timelines.BadSecond> badFractionPerSec,
        @Nullable Redundancy redundancy,
        List<Step> runbookSteps,
        List<GuardCheck> guards,
        List<EventLine> events,
        String configSha256) {

    /** Each on a line of its own, so that a report of thousands can still be read. */
    record SampleLine(@JsonValue @JsonRawValue String json) {}

    /** How it was measured. */
    record Method(
            String observation,
            String decides,
            double intervalSec,
            double timeoutSec,
            double ratePerSec,
            String end,
            int attempts,
            String clock) {}

    /** One probe's figures, the prober's own quality among them. */
    record ProbeSeen(
            String probe,
            int total,
            int bad,
            int baselineAnswers,
            double baselineP50Ms,
            double baselineP99Ms,
            double baselineAnswerWithinMs,
            List<OutageSeen> outages,
            List<Interval> gaps,
            double lagP99Ms,
            double lagMaxMs,
            int late) {}

    record OutageSeen(
            Interval start,
            @Nullable Interval end,
            @Nullable Interval durationSec,
            int flaps,
            int badProbes) {}

    record Redundancy(boolean restored, double durationSec, List<String> done, List<String> todo, Restoration detail) {}

    record Step(String step, double tOffsetSec, double durationSec, String detail) {}

    /** {@code approximate} where only a wall clock stamped it. */
    record EventLine(double tOffsetSec, Instant at, boolean approximate, String type, String text) {}

    static String render(Figures figures) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(of(figures)) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReportJson of(Figures figures) {
        DrillState drill = figures.drill();
        DrillSummary summary = figures.summary();
        DrillStarted started = drill.last(DrillStarted.class).orElseThrow();
        Timeline timeline = figures.timeline();
        Observation seen = drill.observation().orElse(null);
        Interval injection = figures.injection();
        Stamp ended =
                drill.last(DrillEvent.VerdictReached.class).map(DrillEvent::at).orElse(null);
        return new ReportJson(
                summary.scenario(),
                timeline.origin().wall(),
                summary.finishedAt(),
                ended == null ? null : timeline.at(ended),
                summary.targetContainer(),
                injection == null ? null : injection.mid(),
                figures.firstFailureSec(),
                figures.firstRecoverySec(),
                summary.rtoSec(),
                summary.rtoBudgetSec(),
                summary.verdict() == Verdict.PASSED,
                seen == null ? null : seen.leading().bad(),
                seen == null ? null : seen.leading().total(),
                Timelines.json(figures),
                figures.notes(),
                drill.drillId(),
                drill.workflowId(),
                summary.stack(),
                summary.release(),
                started.request().startedBy(),
                summary.verdict(),
                summary.reason(),
                summary.rtoLoSec(),
                summary.rtoHiSec(),
                summary.recovered(),
                injection,
                seen == null ? null : method(started, seen),
                seen == null
                        ? List.of()
                        : seen.probes().stream()
                                .map(probe -> probe(probe, timeline))
                                .toList(),
                Timelines.badSeconds(figures),
                drill.restoration().map(ReportJson::redundancy).orElse(null),
                drill.runbookSteps().stream().map(step -> step(step, timeline)).toList(),
                drill.last(GuardsChecked.class)
                        .map(guards -> guards.report().checks())
                        .orElse(List.of()),
                drill.events().stream().map(event -> event(event, timeline)).toList(),
                started.configSha256());
    }

    private static Method method(DrillStarted started, Observation seen) {
        return new Method(
                "open loop over HTTP at " + started.probeUrl() + ", a connection a probe",
                seen.decides().getFirst(),
                seconds(seen.interval()),
                seconds(seen.timeout()),
                Timeline.round(1 / seconds(seen.interval())),
                seen.end().name(),
                seen.attempts(),
                "CLOCK_MONOTONIC, boot " + seen.began().bootId());
    }

    private static ProbeSeen probe(ProbeResult result, Timeline timeline) {
        return new ProbeSeen(
                result.probe(),
                result.total(),
                result.bad(),
                result.baseline().answers(),
                seconds(result.baseline().p50()) * 1_000,
                seconds(result.baseline().p99()) * 1_000,
                seconds(result.baseline().answerWithin()) * 1_000,
                result.outages().stream()
                        .map(outage -> outage(outage, timeline))
                        .toList(),
                result.gaps().stream()
                        .map(gap -> timeline.at(new Bounds(gap.fromNs(), gap.toNs())))
                        .toList(),
                result.lagP99Us() / 1e3,
                result.lagMaxUs() / 1e3,
                result.late());
    }

    private static OutageSeen outage(Outage outage, Timeline timeline) {
        Interval start = timeline.at(outage.start());
        Bounds ended = outage.end();
        Interval end = ended == null ? null : timeline.at(ended);
        return new OutageSeen(
                start,
                end,
                end == null ? null : Interval.of(Math.max(0, end.lo() - start.hi()), end.hi() - start.lo()),
                outage.flaps(),
                outage.badProbes());
    }

    private static Redundancy redundancy(Restoration restoration) {
        return new Redundancy(
                restoration.whole(),
                Timeline.round(restoration.ended().secondsSince(restoration.began())),
                restoration.done(),
                restoration.todo(),
                restoration);
    }

    private static Step step(StepDone step, Timeline timeline) {
        return new Step(
                step.step(),
                timeline.at(step.began()),
                Timeline.round(step.ended().secondsSince(step.began())),
                step.detail());
    }

    private static EventLine event(DrillEvent event, Timeline timeline) {
        return new EventLine(
                timeline.at(event.at()),
                event.at().wall(),
                event.at().monoNs() == null,
                EventText.type(event),
                EventText.of(event));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

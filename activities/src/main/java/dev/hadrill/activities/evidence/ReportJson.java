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
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.runbook.StepDone;
import dev.hadrill.workflows.stack.GuardCheck;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * report.json: first the fields of the drill script that this replaces (MISSION), then ours.
 *
 * @param passed null for an observation, which has no verdict
 * @param badFractionPerSec the leading probe's
 */
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
        @Nullable Boolean passed,
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
        @Nullable Double machineRtoSec,
        @Nullable Integer lostWrites,
        @Nullable Double lostSec,
        @JsonProperty("injection_t_sec") @Nullable Interval injectionTSec,
        @Nullable Method method,
        List<ProbeJson> probes,
        List<Timelines.BadSecondLine> badFractionPerSec,
        @Nullable Phases phases,
        @Nullable Rpo rpo,
        List<Journal.Line> sightings,
        @Nullable Redundancy redundancy,
        List<Step> runbookSteps,
        List<GuardCheck> guards,
        List<EventLine> events,
        @Nullable String configSha256) {

    /** Each on a line of its own, so that a report of thousands can still be read. */
    record SampleLine(@JsonValue @JsonRawValue String json) {}

    /** How it was measured. */
    record Method(
            String observation,
            String leads,
            List<String> decides,
            double intervalSec,
            double timeoutSec,
            double ratePerSec,
            String end,
            int attempts,
            String clock) {}

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
        Optional<DrillStarted> started = drill.last(DrillStarted.class);
        Timeline timeline = figures.timeline();
        Observation seen = drill.observation().orElse(null);
        Interval injection = figures.injection();
        return new ReportJson(
                summary.scenario(),
                timeline.origin().wall(),
                summary.finishedAt(),
                ended(figures).map(timeline::at).orElse(null),
                summary.targetContainer(),
                injection == null ? null : injection.mid(),
                figures.firstFailureSec(),
                figures.firstRecoverySec(),
                summary.rtoSec(),
                summary.rtoBudgetSec(),
                figures.watch() ? null : summary.verdict() == Verdict.PASSED,
                seen == null ? null : seen.leading().bad(),
                seen == null ? null : seen.leading().total(),
                Timelines.json(figures.samples(), timeline),
                Notes.of(figures),
                drill.drillId(),
                drill.workflowId(),
                summary.stack(),
                summary.release(),
                figures.startedBy(),
                summary.verdict(),
                summary.reason(),
                summary.rtoLoSec(),
                summary.rtoHiSec(),
                summary.recovered(),
                summary.machineRtoSec(),
                summary.lostWrites(),
                summary.lostSec(),
                injection,
                seen == null ? null : method(figures, seen),
                seen == null
                        ? List.of()
                        : seen.probes().stream()
                                .map(probe -> ProbeJson.of(figures, seen, probe))
                                .toList(),
                seen == null ? List.of() : Timelines.badSeconds(figures.samples(), seen),
                Phases.of(drill.phases(), summary.machineRtoSec()),
                Rpo.of(figures),
                Journal.json(figures),
                drill.restoration().map(ReportJson::redundancy).orElse(null),
                drill.runbookSteps().stream().map(step -> step(step, timeline)).toList(),
                drill.last(GuardsChecked.class)
                        .map(guards -> guards.report().checks())
                        .orElse(List.of()),
                drill.events().stream().map(event -> event(event, timeline)).toList(),
                started.map(DrillStarted::configSha256).orElse(null));
    }

    private static Optional<Stamp> ended(Figures figures) {
        return figures.watch()
                ? figures.drill().observation().map(Observation::ended)
                : figures.drill().last(DrillEvent.VerdictReached.class).map(DrillEvent::at);
    }

    private static Method method(Figures figures, Observation seen) {
        return new Method(
                "open loop over HTTP at " + figures.question(seen.leading()) + ", a connection a probe",
                seen.decides().getFirst(),
                seen.decides(),
                seconds(seen.interval()),
                seconds(seen.timeout()),
                Timeline.round(1 / seconds(seen.interval())),
                seen.end().name(),
                seen.attempts(),
                "CLOCK_MONOTONIC, boot " + seen.began().bootId());
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

package dev.hadrill.activities.gate;

import static dev.hadrill.workflows.gate.GateReport.NOT_RECORDED;

import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.ReportWritten;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.evidence.EvidenceRef;
import dev.hadrill.workflows.finding.Finding;
import dev.hadrill.workflows.gate.Approval;
import dev.hadrill.workflows.gate.Compared;
import dev.hadrill.workflows.gate.GateReport;
import dev.hadrill.workflows.gate.GateReport.ApprovalNote;
import dev.hadrill.workflows.gate.GateReport.FindingReport;
import dev.hadrill.workflows.gate.GateReport.RunReport;
import dev.hadrill.workflows.gate.GateReport.ScenarioReport;
import dev.hadrill.workflows.gate.GateReport.Versions;
import dev.hadrill.workflows.gate.GateRun;
import dev.hadrill.workflows.gate.GateScenario;
import dev.hadrill.workflows.gate.GateState;
import dev.hadrill.workflows.ledger.RpoBudget;
import dev.hadrill.workflows.regression.Comparison;
import dev.hadrill.workflows.stack.GuardCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gate's report from its state and from its drills. Pure. */
final class GateReports {
    private final GateState gate;
    private final Map<String, DrillState> drills;
    private final List<RunReport> runs;

    private GateReports(GateState gate, Map<String, DrillState> drills) {
        this.gate = gate;
        this.drills = drills;
        this.runs =
                gate.runs().stream().map(run -> RunAccount.of(run, drill(run))).toList();
    }

    /**
     * Fails on a gate without a verdict.
     *
     * @param drills by id, those that the history has
     */
    static GateReport of(GateState gate, Map<String, DrillState> drills, Versions versions) {
        return new GateReports(gate, drills).report(versions);
    }

    private GateReport report(Versions versions) {
        Instant finished = Objects.requireNonNull(gate.finishedAt(), "a gate without an end has no report");
        Verdict verdict = Objects.requireNonNull(gate.verdict(), "a gate without a verdict has no report");
        return new GateReport(
                gate.gateId(),
                gate.workflowId(),
                gate.request().release(),
                gate.request().stack(),
                verdict,
                gate.reasons(),
                gate.startedAt(),
                finished,
                Duration.between(gate.startedAt(), finished).toMillis() / 1e3,
                "failover drills by fault injection on a running stack, in sequence, each scenario repeated",
                "to show that release %s fails over within its budgets on stack %s, and no worse than the baseline"
                        .formatted(gate.request().release(), gate.request().stack()),
                scope(),
                preconditions(),
                expected(),
                orNot(gate.request().startedBy()),
                approval(),
                versions,
                configs(),
                gate.request().baseline() == null
                        ? "the last drills of other releases on this stack"
                        : "release " + gate.request().baseline(),
                compared().map(Compared::baselineReleases).orElse(List.of()),
                gate.scenarios().stream().map(this::scenario).toList(),
                runs,
                findings(),
                deviations(),
                interventions(),
                "each drill's report.md in its folder under drills/, section What happened; its events in report.json",
                limits(),
                artifacts());
    }

    private String scope() {
        return "%d scenarios (%s), %d times each, round by round: %d drills planned, %d run"
                .formatted(
                        gate.scenarios().size(),
                        String.join(
                                ", ",
                                gate.scenarios().stream()
                                        .map(GateScenario::name)
                                        .toList()),
                        gate.request().repeat(),
                        gate.runs().size(),
                        gate.count(GateRun.Status.ENDED));
    }

    /** Each guard by name, and in how many drills it let the drill pass. */
    private List<String> preconditions() {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (RunReport run : runs) {
            for (GuardCheck check : run.guards()) {
                int[] count = counts.computeIfAbsent(check.guard(), name -> new int[2]);
                count[0] += check.passed() ? 1 : 0;
                count[1]++;
            }
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((guard, count) ->
                lines.add("guard %s: passed in %d of %d drills".formatted(guard, count[0], count[1])));
        return lines.isEmpty() ? List.of(NOT_RECORDED) : lines;
    }

    private List<String> expected() {
        List<String> lines = new ArrayList<>();
        for (GateScenario scenario : gate.scenarios()) {
            RpoBudget rpo = scenario.plan().rpoBudget();
            lines.add("%s: recovered within %s s%s, redundancy restored"
                    .formatted(
                            scenario.name(),
                            seconds(scenario.plan().rtoBudget()),
                            rpo == null ? "" : ", " + words(rpo)));
        }
        lines.add("no scenario recovers more slowly than the baseline");
        return lines;
    }

    private ApprovalNote approval() {
        Approval approval = gate.approval();
        if (approval == null) {
            String why = gate.request().approval() ? "not reached: the drills did not pass" : "not asked for";
            return new ApprovalNote(why, NOT_RECORDED, NOT_RECORDED, null);
        }
        return new ApprovalNote(
                approval.answer() == null
                        ? NOT_RECORDED
                        : approval.answer().name().toLowerCase(Locale.ROOT),
                approval.decision() == null ? NOT_RECORDED : approval.decision().by(),
                approval.decision() == null ? NOT_RECORDED : approval.decision().why(),
                approval.answeredAt());
    }

    private List<String> configs() {
        List<String> known = Stream.concat(
                        Stream.ofNullable(gate.configSha256()),
                        drills.values().stream()
                                .flatMap(drill -> drill.last(DrillStarted.class).stream())
                                .map(DrillStarted::configSha256))
                .distinct()
                .toList();
        return known.isEmpty() ? List.of(NOT_RECORDED) : known;
    }

    private ScenarioReport scenario(GateScenario scenario) {
        RpoBudget rpo = scenario.plan().rpoBudget();
        return new ScenarioReport(
                scenario.name(),
                scenario.plan().summary(),
                "%s of %s"
                        .formatted(
                                lower(scenario.plan().target().role()),
                                scenario.plan().target().component()),
                Json.mapper().valueToTree(scenario.plan().fault()).path("type").asText(NOT_RECORDED),
                lower(scenario.plan().recovery()),
                scenario.plan().rtoBudget().toMillis() / 1e3,
                rpo == null ? "none" : words(rpo),
                compared().flatMap(found -> comparison(found, scenario.name())).orElse(null));
    }

    private static Optional<Comparison> comparison(Compared compared, String scenario) {
        return compared.comparisons().stream()
                .filter(comparison -> comparison.scenario().equals(scenario))
                .findFirst();
    }

    /** The worst first, the same one of several drills once. */
    private List<FindingReport> findings() {
        Map<String, FindingReport> all = new LinkedHashMap<>();
        for (RunReport run : runs) {
            for (Finding finding : run.findings()) {
                all.merge(
                        finding.code() + "\n" + finding.subject(),
                        new FindingReport(finding, List.of(run.title())),
                        (first, more) -> new FindingReport(
                                first.finding(),
                                Stream.concat(first.runs().stream(), more.runs().stream())
                                        .distinct()
                                        .toList()));
            }
        }
        return all.values().stream()
                .sorted(Comparator.comparing(report -> report.finding().severity()))
                .toList();
    }

    private List<String> deviations() {
        List<String> lines = new ArrayList<>();
        if (gate.stopped() != null) {
            lines.add("the gate stopped early: " + gate.stopped());
        }
        compared()
                .map(Compared::leftOut)
                .orElse(List.of())
                .forEach(drill ->
                        lines.add("drill %s is not compared: the worker that looked died in it".formatted(drill)));
        runs.forEach(run -> run.deviations().forEach(line -> lines.add(run.title() + ": " + line)));
        return lines;
    }

    private List<String> interventions() {
        List<String> lines = new ArrayList<>();
        if (gate.abort() != null) {
            lines.add("the gate was aborted by %s: %s"
                    .formatted(gate.abort().by(), gate.abort().reason()));
        }
        runs.forEach(run -> run.interventions().forEach(line -> lines.add(run.title() + ": " + line)));
        return lines;
    }

    private static List<String> limits() {
        return List.of(
                "An outage that began and ended between two probes leaves no trace.",
                "The service is seen from the drilling machine and by its requests alone.",
                "A comparison of few runs sees only large changes.",
                "It is evidence in support of a decision.");
    }

    private Map<String, String> artifacts() {
        Map<String, String> all = new TreeMap<>();
        for (GateRun run : gate.runs()) {
            drill(run).flatMap(drill -> drill.last(ReportWritten.class)).ifPresent(written -> {
                EvidenceRef evidence = written.evidence();
                evidence.sha256()
                        .forEach((file, sha) -> all.put("drills/%s/%s".formatted(evidence.folder(), file), sha));
            });
        }
        return all;
    }

    private Optional<DrillState> drill(GateRun run) {
        return Optional.ofNullable(run.drillId()).map(drills::get);
    }

    private Optional<Compared> compared() {
        return Optional.ofNullable(gate.compared());
    }

    private static String words(RpoBudget budget) {
        return budget.writes() == 0
                ? "no acknowledged write lost"
                : "at most %d acknowledged writes lost, none older than %s s before the fault"
                        .formatted(budget.writes(), seconds(budget.time()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1e3);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String orNot(@Nullable String text) {
        return text == null || text.isBlank() ? NOT_RECORDED : text;
    }
}

package dev.hadrill.activities.gate;

import static dev.hadrill.workflows.gate.GateReport.NOT_RECORDED;

import dev.hadrill.activities.gate.Html.Cell;
import dev.hadrill.workflows.gate.GateReport;
import dev.hadrill.workflows.gate.GateReport.RunReport;
import dev.hadrill.workflows.gate.GateReport.ScenarioReport;
import dev.hadrill.workflows.regression.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** index.html: the verdict first, then why one may believe it, then what auditors ask for. Pure. */
final class GatePage {
    private final GateReport gate;
    private final Html page;

    private GatePage(GateReport gate) {
        this.gate = gate;
        this.page = new Html("%s: release %s on %s".formatted(gate.verdict(), gate.release(), gate.stack()));
    }

    static String render(GateReport gate) {
        GatePage page = new GatePage(gate);
        page.head();
        page.scenarios();
        page.drills();
        page.findings();
        page.account();
        page.facts();
        page.proof();
        page.artifacts();
        return page.page.end();
    }

    private void head() {
        page.heading(
                        1,
                        "%s: release %s on %s".formatted(gate.verdict(), gate.release(), gate.stack()),
                        gate.verdict().name())
                .list(gate.reasons());
    }

    private void scenarios() {
        page.heading(2, "Scenarios", null)
                .table(
                        List.of(
                                "scenario",
                                "what is done",
                                "target",
                                "RTO budget",
                                "RPO budget",
                                "against the baseline"),
                        gate.scenarios().stream().map(GatePage::scenario).toList());
    }

    private static List<Cell> scenario(ScenarioReport scenario) {
        Comparison comparison = scenario.comparison();
        return List.of(
                Cell.of(scenario.name()),
                Cell.of(scenario.summary()),
                Cell.of("%s, %s".formatted(scenario.target(), scenario.fault())),
                Cell.of(seconds(scenario.rtoBudgetSec())),
                Cell.of(scenario.rpoBudget()),
                comparison == null
                        ? Cell.of("not compared")
                        : new Cell(
                                "%s (%d runs against %d)"
                                        .formatted(
                                                comparison.words(),
                                                comparison.candidateRuns(),
                                                comparison.baselineRuns()),
                                comparison.outcome() == Comparison.Outcome.WORSE ? "FAILED" : null,
                                null));
    }

    private void drills() {
        page.heading(2, "Drills", null)
                .table(
                        List.of("#", "drill", "verdict", "RTO", "lost writes", "target", "redundancy", "why"),
                        gate.runs().stream().map(this::drill).toList());
    }

    private List<Cell> drill(RunReport run) {
        Optional<String> report = Stream.of("/report.html", "/report.md")
                .map(name -> run.folder() + name)
                .filter(gate.artifacts()::containsKey)
                .findFirst();
        return List.of(
                Cell.of(run.seq() + 1),
                new Cell(run.title(), null, report.orElse(null)),
                new Cell(
                        run.outcome(),
                        run.verdict() == null ? "INCONCLUSIVE" : run.verdict().name(),
                        null),
                Cell.of(rto(run)),
                Cell.of(run.lostWrites() == null ? NOT_RECORDED : run.lostWrites()),
                Cell.of(run.targetContainer()),
                Cell.of(run.redundancy()),
                Cell.of(run.reason()));
    }

    private void findings() {
        page.heading(2, "Findings", null);
        if (gate.findings().isEmpty()) {
            page.paragraph("None.");
            return;
        }
        page.table(
                List.of("severity", "about", "what", "remedy", "seen in"),
                gate.findings().stream()
                        .map(report -> List.of(
                                Cell.of(report.finding().severity()),
                                Cell.of(report.finding().subject()),
                                Cell.of(report.finding().what()),
                                Cell.of(report.finding().remedy()),
                                Cell.of(String.join(", ", report.runs()))))
                        .toList());
    }

    private void account() {
        page.heading(2, "Deviations", null).list(orNone(gate.deviations()));
        page.heading(2, "Manual interventions", null).list(orNone(gate.interventions()));
    }

    private void facts() {
        List<List<Cell>> rows = new ArrayList<>();
        fact(rows, "Gate", gate.gateId());
        fact(rows, "Workflow", gate.workflowId());
        fact(rows, "Began", gate.startedAt());
        fact(rows, "Ended", gate.finishedAt());
        fact(rows, "Duration", seconds(gate.durationSec()));
        fact(rows, "Type", gate.type());
        fact(rows, "Objective", gate.objective());
        fact(rows, "Scope", gate.scope());
        gate.preconditions().forEach(line -> fact(rows, "Precondition", line));
        gate.expected().forEach(line -> fact(rows, "Expected", line));
        fact(rows, "Started by", gate.startedBy());
        fact(rows, "Approval", gate.approval().outcome());
        fact(rows, "Approved or rejected by", gate.approval().by());
        fact(rows, "Reason", gate.approval().why());
        fact(
                rows,
                "At",
                gate.approval().at() == null ? NOT_RECORDED : gate.approval().at());
        fact(rows, "Baseline", gate.baseline());
        fact(
                rows,
                "Releases in it",
                gate.baselineReleases().isEmpty() ? NOT_RECORDED : String.join(", ", gate.baselineReleases()));
        fact(rows, "hadrill", gate.versions().hadrill());
        fact(rows, "JDK", gate.versions().jdk());
        fact(rows, "Docker engine", gate.versions().dockerEngine());
        gate.configSha256().forEach(sha -> fact(rows, "Stack file, SHA-256", sha));
        fact(rows, "Step by step", gate.account());
        page.heading(2, "For the record", null).table(List.of(), rows);
    }

    private void proof() {
        page.heading(2, "How each drill was measured", null)
                .table(
                        List.of("drill", "id", "began", "the fault landed", "measured", "guards"),
                        gate.runs().stream()
                                .map(run -> List.of(
                                        Cell.of(run.title()),
                                        Cell.of(run.drillId()),
                                        Cell.of(run.startedAt() == null ? NOT_RECORDED : run.startedAt()),
                                        Cell.of(run.proof()),
                                        Cell.of(run.method()),
                                        Cell.of(guards(run))))
                                .toList())
                .heading(2, "What it cannot say", null)
                .list(gate.limits());
    }

    private void artifacts() {
        page.heading(2, "Files of the drills", null)
                .paragraph(
                        "manifest.sha256 lists every file of this bundle: sha256sum -c manifest.sha256, or hadrill verify.")
                .table(
                        List.of("file", "SHA-256"),
                        gate.artifacts().entrySet().stream()
                                .map(file ->
                                        List.of(new Cell(file.getKey(), null, file.getKey()), Cell.of(file.getValue())))
                                .toList());
    }

    private static String guards(RunReport run) {
        return run.guards().isEmpty()
                ? NOT_RECORDED
                : String.join(
                        "; ",
                        run.guards().stream()
                                .map(check -> "%s %s: %s"
                                        .formatted(
                                                check.guard(), check.passed() ? "passed" : "REFUSED", check.detail()))
                                .toList());
    }

    private static String rto(RunReport run) {
        if (run.rtoSec() == null || run.rtoLoSec() == null) {
            return NOT_RECORDED;
        }
        return run.rtoHiSec() == null
                ? String.format(Locale.ROOT, "> %.2f s, not recovered", run.rtoLoSec())
                : String.format(Locale.ROOT, "%.2f s [%.2f, %.2f]", run.rtoSec(), run.rtoLoSec(), run.rtoHiSec());
    }

    private static void fact(List<List<Cell>> rows, String name, Object value) {
        rows.add(List.of(Cell.of(name), Cell.of(value)));
    }

    private static List<String> orNone(List<String> lines) {
        return lines.isEmpty() ? List.of("None recorded.") : lines;
    }

    private static String seconds(@Nullable Double seconds) {
        return seconds == null ? NOT_RECORDED : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}

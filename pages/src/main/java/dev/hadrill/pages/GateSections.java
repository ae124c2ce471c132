package dev.hadrill.pages;

import static dev.hadrill.workflows.gate.GateReport.NOT_RECORDED;

import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateReport;
import dev.hadrill.workflows.gate.GateReport.RunReport;
import dev.hadrill.workflows.stack.GuardCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a gate's page says after its scenarios: its drills, what they found, and what auditors ask for. */
final class GateSections {
    /** A file of the bundle: nothing else is linked to. */
    private static final Pattern FILE = Pattern.compile("drills/(?!\\.)[A-Za-z0-9_.-]+/(?!\\.)[A-Za-z0-9_.-]+");

    private final GateReport gate;

    private GateSections(GateReport gate) {
        this.gate = gate;
    }

    static List<Section> of(GateReport gate) {
        GateSections all = new GateSections(gate);
        return List.of(
                Section.of(
                        "drills",
                        "Drills",
                        all.drills(),
                        "A drill's name leads to its evidence, which lies beside this page in the bundle."),
                all.findings(),
                list("deviations", "Deviations", gate.deviations()),
                list("interventions", "Manual interventions", gate.interventions()),
                Section.of("record", "For the record", all.record()),
                Section.of("proof", "How each drill was measured", all.proof()),
                list("limits", "What it cannot say", gate.limits()),
                Section.of(
                        "files",
                        "Files of the drills",
                        all.files(),
                        "manifest.sha256 lists every file of this bundle: sha256sum -c manifest.sha256, or hadrill verify."));
    }

    private Table drills() {
        return new Table(
                List.of(
                        Table.text("drill"),
                        Table.text("verdict"),
                        Table.text("recovery"),
                        Table.number("budget"),
                        Table.number("lost writes"),
                        Table.text("target"),
                        Table.text("redundancy"),
                        Table.text("why")),
                gate.runs().stream().map(this::drill).toList());
    }

    private Table.Row drill(RunReport run) {
        Tone tone = GatePage.tone(run.verdict());
        return new Table.Row(
                List.of(
                        run.title(),
                        run.outcome(),
                        recovery(run),
                        run.rtoBudgetSec() == null ? NOT_RECORDED : Seconds.brief(run.rtoBudgetSec()),
                        or(run.lostWrites()),
                        run.targetContainer(),
                        run.redundancy(),
                        run.reason()),
                run.verdict() == Verdict.PASSED ? Tone.PLAIN : tone,
                null,
                report(run));
    }

    private @Nullable String report(RunReport run) {
        return Stream.of("/report.html", "/report.md")
                .map(name -> run.folder() + name)
                .filter(gate.artifacts()::containsKey)
                .filter(GateSections::isFile)
                .findFirst()
                .orElse(null);
    }

    private static String recovery(RunReport run) {
        if (run.rtoSec() == null || run.rtoLoSec() == null) {
            return NOT_RECORDED;
        }
        return run.rtoHiSec() == null
                ? String.format(Locale.ROOT, "> %.2f s, not recovered", run.rtoLoSec())
                : String.format(Locale.ROOT, "%.2f s [%.2f, %.2f]", run.rtoSec(), run.rtoLoSec(), run.rtoHiSec());
    }

    private Section findings() {
        if (gate.findings().isEmpty()) {
            return list("findings", "Findings", List.of());
        }
        return Section.of(
                "findings",
                "Findings",
                Table.of(
                        List.of(
                                Table.text("severity"),
                                Table.text("about"),
                                Table.text("what"),
                                Table.text("remedy"),
                                Table.text("seen in")),
                        gate.findings().stream()
                                .map(found -> List.of(
                                        found.finding().severity().name(),
                                        found.finding().subject(),
                                        found.finding().what(),
                                        found.finding().remedy(),
                                        String.join(", ", found.runs())))
                                .toList()));
    }

    private static Section list(String id, String title, List<String> lines) {
        return new Section(id, title, lines.isEmpty() ? "None recorded." : null, null, lines, List.of(), false);
    }

    private Table record() {
        List<List<String>> rows = new ArrayList<>();
        fact(rows, "gate", gate.gateId());
        fact(rows, "workflow", gate.workflowId());
        fact(rows, "began", gate.startedAt().toString());
        fact(rows, "ended", gate.finishedAt().toString());
        fact(rows, "type", gate.type());
        fact(rows, "objective", gate.objective());
        fact(rows, "scope", gate.scope());
        gate.preconditions().forEach(line -> fact(rows, "precondition", line));
        gate.expected().forEach(line -> fact(rows, "expected", line));
        fact(rows, "started by", gate.startedBy());
        fact(rows, "approval", gate.approval().outcome());
        fact(rows, "approved or rejected by", gate.approval().by());
        fact(rows, "reason", gate.approval().why());
        fact(rows, "at", or(gate.approval().at()));
        fact(rows, "baseline", gate.baseline());
        fact(
                rows,
                "releases in it",
                gate.baselineReleases().isEmpty() ? NOT_RECORDED : String.join(", ", gate.baselineReleases()));
        fact(rows, "hadrill", gate.versions().hadrill());
        fact(rows, "JDK", gate.versions().jdk());
        fact(rows, "Docker engine", gate.versions().dockerEngine());
        gate.configSha256().forEach(sha -> fact(rows, "stack file, SHA-256", sha));
        fact(rows, "step by step", gate.account());
        return Table.of(List.of(Table.text("what"), Table.text("as recorded")), rows);
    }

    private Table proof() {
        return Table.of(
                List.of(
                        Table.text("drill"),
                        Table.text("id"),
                        Table.text("began"),
                        Table.text("the fault landed"),
                        Table.text("measured"),
                        Table.text("guards")),
                gate.runs().stream()
                        .map(run -> List.of(
                                run.title(),
                                run.drillId(),
                                or(run.startedAt()),
                                run.proof(),
                                run.method(),
                                guards(run)))
                        .toList());
    }

    private Table files() {
        return new Table(
                List.of(Table.text("file"), Table.text("SHA-256")),
                gate.artifacts().entrySet().stream()
                        .map(file -> new Table.Row(
                                List.of(file.getKey(), file.getValue()),
                                Tone.PLAIN,
                                null,
                                isFile(file.getKey()) ? file.getKey() : null))
                        .toList());
    }

    private static boolean isFile(String path) {
        return FILE.matcher(path).matches();
    }

    private static String guards(RunReport run) {
        return run.guards().isEmpty()
                ? NOT_RECORDED
                : String.join(
                        "; ", run.guards().stream().map(GateSections::words).toList());
    }

    private static String words(GuardCheck check) {
        return "%s %s: %s".formatted(check.guard(), check.passed() ? "passed" : "REFUSED", check.detail());
    }

    private static String or(@Nullable Object value) {
        return value == null ? NOT_RECORDED : value.toString();
    }

    private static void fact(List<List<String>> rows, String name, String value) {
        rows.add(List.of(name, value));
    }
}

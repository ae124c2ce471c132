package dev.hadrill.pages;

import static dev.hadrill.workflows.gate.GateReport.NOT_RECORDED;

import dev.hadrill.pages.GateView.Picture;
import dev.hadrill.pages.ReportView.Head;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.gate.GateReport;
import dev.hadrill.workflows.gate.GateReport.RunReport;
import dev.hadrill.workflows.gate.GateReport.ScenarioReport;
import dev.hadrill.workflows.regression.Comparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A gate's index.html: the verdict first, then why one may believe it, then what auditors ask for. Pure. */
public final class GatePage {
    private final GateReport gate;

    private GatePage(GateReport gate) {
        this.gate = gate;
    }

    /** Links lead to the files of the bundle in which the page lies. */
    public static String render(GateReport gate) {
        GateView view = new GatePage(gate).view();
        return Shell.of(view.head().verdict() + ": " + view.head().title(), null, "page.css", "report.css", "gate.css")
                .render("gate.jte", Map.of("view", view));
    }

    private GateView view() {
        return new GateView(
                new Head(
                        tone(gate.verdict()),
                        gate.verdict().name(),
                        "release %s on %s".formatted(gate.release(), gate.stack()),
                        null),
                gate.reasons(),
                facts(),
                scenarios(),
                gate.scenarios().stream()
                        .flatMap(scenario -> Span.of(runs(scenario)).stream()
                                .map(span -> new Picture(
                                        scenario.name(),
                                        RtoPicture.of(
                                                new ReportView.Rto(span.lo(), span.hi(), scenario.rtoBudgetSec()),
                                                tone(scenario)),
                                        "Recovery time in seconds after the fault: from the shortest to the longest, drills: %d"
                                                .formatted(span.drills()))))
                        .toList(),
                GateSections.of(gate));
    }

    private List<Fact> facts() {
        long passed = gate.runs().stream()
                .filter(run -> run.verdict() == Verdict.PASSED)
                .count();
        String approval = gate.approval().outcome();
        return List.of(
                new Fact(
                        "drills passed",
                        "%d of %d".formatted(passed, gate.runs().size())),
                new Fact("took", Seconds.brief(Math.rint(gate.durationSec())), gate.startedAt() + " on", Tone.PLAIN),
                new Fact("compared with", gate.baseline(), String.join(", ", gate.baselineReleases()), Tone.PLAIN),
                new Fact(
                        "approval",
                        approval,
                        gate.approval().by().equals(NOT_RECORDED)
                                ? null
                                : "by %s: %s"
                                        .formatted(
                                                gate.approval().by(),
                                                gate.approval().why()),
                        Tone.PLAIN),
                new Fact("started by", gate.startedBy()));
    }

    private Table scenarios() {
        return new Table(
                List.of(
                        Table.text("scenario"),
                        Table.text("drills"),
                        Table.text("recovery, shortest to longest"),
                        Table.number("budget"),
                        Table.text("RPO budget"),
                        Table.text("against the baseline"),
                        Table.text("what is done")),
                gate.scenarios().stream().map(this::row).toList());
    }

    private Table.Row row(ScenarioReport scenario) {
        Comparison comparison = scenario.comparison();
        Tone tone = tone(scenario);
        return new Table.Row(
                List.of(
                        scenario.name(),
                        outcomes(runs(scenario)),
                        Span.of(runs(scenario))
                                .map(span -> Seconds.interval(span.lo(), span.hi()))
                                .orElse(NOT_RECORDED),
                        Seconds.brief(scenario.rtoBudgetSec()),
                        scenario.rpoBudget(),
                        comparison == null
                                ? "not compared"
                                : "%s (%d drills against %d)"
                                        .formatted(
                                                comparison.words(),
                                                comparison.candidateRuns(),
                                                comparison.baselineRuns()),
                        "%s (%s, %s)".formatted(scenario.summary(), scenario.target(), scenario.fault())),
                tone == Tone.GOOD ? Tone.PLAIN : tone,
                null);
    }

    /** {@code 4 PASSED, 1 FAILED}. */
    private static String outcomes(List<RunReport> runs) {
        List<String> words = new ArrayList<>();
        runs.stream()
                .collect(Collectors.groupingBy(RunReport::outcome, LinkedHashMap::new, Collectors.counting()))
                .forEach((outcome, count) -> words.add(count + " " + outcome));
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private List<RunReport> runs(ScenarioReport scenario) {
        return gate.runs().stream()
                .filter(run -> run.scenario().equals(scenario.name()))
                .toList();
    }

    private Tone tone(ScenarioReport scenario) {
        Comparison comparison = scenario.comparison();
        List<RunReport> runs = runs(scenario);
        if (comparison != null && comparison.outcome() == Comparison.Outcome.WORSE) {
            return Tone.BAD;
        }
        return Arrays.stream(new Tone[] {Tone.BAD, Tone.UNSURE})
                .filter(tone -> runs.stream().anyMatch(run -> tone(run.verdict()) == tone))
                .findFirst()
                .orElse(Tone.GOOD);
    }

    static Tone tone(@Nullable Verdict verdict) {
        if (verdict == null) {
            return Tone.UNSURE;
        }
        return switch (verdict) {
            case PASSED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case INCONCLUSIVE -> Tone.UNSURE;
        };
    }

    /** From the lowest bound to the highest; {@code hi} is null where one did not recover. */
    private record Span(double lo, @Nullable Double hi, int drills) {
        static Optional<Span> of(List<RunReport> runs) {
            List<RunReport> measured =
                    runs.stream().filter(run -> run.rtoLoSec() != null).toList();
            if (measured.isEmpty()) {
                return Optional.empty();
            }
            double lo = Double.POSITIVE_INFINITY;
            double hi = 0;
            for (RunReport run : measured) {
                lo = Math.min(lo, Objects.requireNonNull(run.rtoLoSec()));
                hi = Math.max(hi, run.rtoHiSec() == null ? Double.POSITIVE_INFINITY : run.rtoHiSec());
            }
            return Optional.of(new Span(
                    Math.max(0, lo), Double.isInfinite(hi) ? null : Double.valueOf(Math.max(lo, hi)), measured.size()));
        }
    }
}

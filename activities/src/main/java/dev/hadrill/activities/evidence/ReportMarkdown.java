package dev.hadrill.activities.evidence;

import dev.hadrill.activities.evidence.Timeline.Interval;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.GuardsChecked;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import dev.hadrill.workflows.stack.ComponentHealth;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** report.md, for who decides on a release: the verdict first, then why one may believe it. */
final class ReportMarkdown {
    private final Figures figures;
    private final DrillState drill;
    private final Timeline timeline;
    private final Markdown text = new Markdown();

    private ReportMarkdown(Figures figures) {
        this.figures = figures;
        this.drill = figures.drill();
        this.timeline = figures.timeline();
    }

    static String render(Figures figures) {
        ReportMarkdown report = new ReportMarkdown(figures);
        report.verdict();
        report.outage();
        report.events();
        report.runbook();
        report.redundancy();
        report.guards();
        report.method();
        report.limits();
        return report.text.toString();
    }

    private void verdict() {
        DrillSummary summary = figures.summary();
        DrillStarted started = drill.last(DrillStarted.class).orElseThrow();
        String verdict =
                summary.verdict() == null ? "NO VERDICT" : summary.verdict().name();
        text.heading(1, "%s: %s on %s", verdict, summary.scenario(), summary.stack());
        if (summary.reason() != null) {
            text.paragraph("**%s**", summary.reason());
        }
        text.table(
                List.of("", ""),
                List.of(
                        List.of("RTO", rto(summary)),
                        List.of("Budget", summary.rtoBudgetSec() == null ? "none" : seconds(summary.rtoBudgetSec())),
                        List.of("Target", orNone(summary.targetContainer())),
                        List.of("Redundancy", redundancyWord()),
                        List.of("Release", orNone(summary.release())),
                        List.of("Started by", orNone(started.request().startedBy())),
                        List.of("Began", timeline.origin().wall().toString()),
                        List.of("Drill", drill.drillId()),
                        List.of("Stack file, SHA-256", started.configSha256())));
        figures.notes().forEach(note -> text.item("%s", note));
        text.blank();
    }

    private static String rto(DrillSummary summary) {
        Double mid = summary.rtoSec();
        Double lo = summary.rtoLoSec();
        Double hi = summary.rtoHiSec();
        if (mid == null || lo == null) {
            return "not measured";
        }
        return hi == null
                ? "more than %s: not recovered while it was observed".formatted(seconds(lo))
                : "%s, between %s and %s".formatted(seconds(mid), seconds(lo), seconds(hi));
    }

    private String redundancyWord() {
        return drill.restoration()
                .map(restoration -> restoration.whole()
                        ? "restored in " + seconds(restoration.ended().secondsSince(restoration.began()))
                        : "NOT RESTORED")
                .orElse("nothing had to be restored");
    }

    private void outage() {
        Observation seen = drill.observation().orElse(null);
        if (seen == null) {
            return;
        }
        text.heading(2, "What users would have seen");
        List<List<String>> rows = seen.probes().stream()
                .flatMap(probe -> probe.outages().stream().map(outage -> row(probe, outage)))
                .toList();
        if (rows.isEmpty()) {
            text.paragraph("No probe of %s was bad.", seen.leading().total());
        } else {
            text.table(List.of("probe", "began, s", "ended, s", "lasted, s", "bad probes", "flaps"), rows);
        }
    }

    private List<String> row(ProbeResult probe, Outage outage) {
        Interval start = timeline.at(outage.start());
        Bounds ended = outage.end();
        String end = "not while observed";
        String lasted = "at least " + number(Math.max(0, timeline.at(outage.lastBadNs()) - start.hi()));
        if (ended != null) {
            Interval found = timeline.at(ended);
            end = interval(found);
            lasted = interval(Interval.of(Math.max(0, found.lo() - start.hi()), found.hi() - start.lo()));
        }
        return List.of(
                probe.probe(),
                interval(start),
                end,
                lasted,
                Integer.toString(outage.badProbes()),
                Integer.toString(outage.flaps()));
    }

    private void events() {
        text.heading(2, "What happened");
        text.table(
                List.of("t, s", "event"),
                drill.events().stream()
                        .map(event -> List.of(time(event.at()), EventText.of(event)))
                        .toList());
        if (drill.events().stream().map(DrillEvent::at).anyMatch(at -> at.monoNs() == null)) {
            text.paragraph("Times with \"about\" were stamped by a wall clock only and are approximate.");
        }
    }

    private void runbook() {
        if (drill.runbookSteps().isEmpty()) {
            return;
        }
        text.heading(2, "Runbook");
        text.table(
                List.of("step", "began, s", "took, s", "seen"),
                drill.runbookSteps().stream()
                        .map(step -> List.of(
                                step.step(),
                                time(step.began()),
                                number(step.ended().secondsSince(step.began())),
                                step.detail()))
                        .toList());
    }

    private void redundancy() {
        Restoration restoration = drill.restoration().orElse(null);
        if (restoration == null) {
            return;
        }
        text.heading(2, "Redundancy");
        restoration.todo().forEach(todo -> text.item("**To do by a person:** %s", todo));
        restoration.done().forEach(done -> text.item("%s", done));
        text.blank();
        text.table(
                List.of("component", "redundant", "roles", "problems"),
                restoration.components().stream().map(ReportMarkdown::component).toList());
    }

    private static List<String> component(ComponentHealth health) {
        return List.of(
                health.component(),
                health.redundant() ? "yes" : "NO",
                health.roles().entrySet().stream()
                        .map(entry ->
                                entry.getKey() + " " + entry.getValue().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")),
                String.join("; ", health.problems()));
    }

    private void guards() {
        text.heading(2, "Guards");
        text.table(
                List.of("guard", "passed", "seen"),
                drill.last(GuardsChecked.class).map(found -> found.report().checks()).orElse(List.of()).stream()
                        .map(check -> List.of(check.guard(), check.passed() ? "yes" : "NO", check.detail()))
                        .toList());
    }

    private void method() {
        Observation seen = drill.observation().orElse(null);
        if (seen == null) {
            return;
        }
        DrillStarted started = drill.last(DrillStarted.class).orElseThrow();
        text.heading(2, "How it was measured");
        text.paragraph(
                "An open loop asked %s every %s ms over a connection of its own, with a time-out of %s s, whatever"
                        + " became of the probes before. A probe counts when it was sent; only the expected answer in"
                        + " time is good. The outage begins after the last good probe was sent and ends before the"
                        + " first of a stable window was answered; the fault lies between its sending and its"
                        + " confirmation. The RTO is every duration that these allow, on CLOCK\\_MONOTONIC.",
                started.probeUrl(),
                seen.interval().toMillis(),
                number(seen.timeout().toMillis() / 1e3));
        text.table(
                List.of(
                        "probe",
                        "sent",
                        "bad",
                        "baseline p50, ms",
                        "p99, ms",
                        "lag p99, ms",
                        "lag max, ms",
                        "late",
                        "gaps"),
                seen.probes().stream().map(ReportMarkdown::quality).toList());
    }

    private static List<String> quality(ProbeResult probe) {
        return List.of(
                probe.probe(),
                Integer.toString(probe.total()),
                Integer.toString(probe.bad()),
                millis(probe.baseline().p50()),
                millis(probe.baseline().p99()),
                number(probe.lagP99Us() / 1e3),
                number(probe.lagMaxUs() / 1e3),
                Integer.toString(probe.late()),
                Integer.toString(probe.gaps().size()));
    }

    private void limits() {
        text.heading(2, "What it cannot say");
        text.item("An outage that began and ended between two probes leaves no trace.");
        text.item("The service is seen from this machine and by this request alone.");
        text.item("The probe's rate and time-out are part of what is measured: a load balancer may need clients that"
                + " wait for it before it drops a dead upstream.");
        text.item("Lost or duplicated writes (RPO) are not measured by this drill.");
        text.item("It is evidence in support of a decision, not a statement of compliance.");
    }

    private String time(Stamp stamp) {
        return (stamp.monoNs() == null ? "about " : "") + number(timeline.at(stamp));
    }

    private static String interval(Interval interval) {
        return number(interval.lo()) + " to " + number(interval.hi());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }

    private static String orNone(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isBlank() ? "-" : text;
    }
}

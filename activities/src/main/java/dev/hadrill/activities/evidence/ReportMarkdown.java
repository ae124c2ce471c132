package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.observation.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** report.md, for who decides on a release: the verdict first, then why one may believe it. */
final class ReportMarkdown {
    private final Figures figures;
    private final DrillState drill;
    private final DrillSummary summary;
    private final Markdown text = new Markdown();

    private ReportMarkdown(Figures figures) {
        this.figures = figures;
        this.drill = figures.drill();
        this.summary = figures.summary();
    }

    static String render(Figures figures) {
        ReportMarkdown report = new ReportMarkdown(figures);
        report.head();
        Phases phases = Phases.of(report.drill.phases(), report.summary.machineRtoSec());
        if (phases != null) {
            phases.write(report.text);
        }
        figures.drill().observation().ifPresent(seen -> Seen.write(report.text, figures, seen));
        Rpo rpo = Rpo.of(figures);
        if (rpo != null) {
            rpo.write(report.text);
        }
        new Account(figures, report.text).write();
        figures.drill().observation().ifPresent(seen -> Measured.write(report.text, figures, seen));
        report.limits(rpo != null);
        return report.text.toString();
    }

    private void head() {
        if (figures.watch()) {
            text.heading(1, "OBSERVED: %s", outages());
        } else {
            String verdict =
                    summary.verdict() == null ? "NO VERDICT" : summary.verdict().name();
            text.heading(1, "%s: %s on %s", verdict, summary.scenario(), summary.stack());
        }
        if (summary.reason() != null) {
            text.paragraph("**%s**", summary.reason());
        }
        text.table(List.of("", ""), facts());
        Notes.of(figures).forEach(note -> text.item("%s", note));
        text.blank();
    }

    private String outages() {
        List<Outage> seen =
                drill.observation().map(found -> found.leading().outages()).orElse(List.of());
        return seen.isEmpty()
                ? "no outage"
                : seen.stream().map(ReportMarkdown::lasted).collect(Collectors.joining(", "));
    }

    private static String lasted(Outage outage) {
        Double longest = outage.lastedHiSec();
        return longest == null
                ? "an outage of more than %s, not over".formatted(Amount.seconds(outage.lastedLoSec()))
                : "an outage of %s to %s".formatted(Amount.seconds(outage.lastedLoSec()), Amount.seconds(longest));
    }

    private List<List<String>> facts() {
        List<List<String>> rows = new ArrayList<>();
        if (!figures.watch()) {
            judged(rows);
        }
        rows.add(List.of("Release", Amount.orNone(summary.release())));
        rows.add(List.of("Started by", Amount.orNone(figures.startedBy())));
        rows.add(List.of("Began", figures.timeline().origin().wall().toString()));
        rows.add(List.of(figures.watch() ? "Observation" : "Drill", drill.drillId()));
        drill.last(DrillStarted.class)
                .ifPresent(started -> rows.add(List.of("Stack file, SHA-256", started.configSha256())));
        return rows;
    }

    private void judged(List<List<String>> rows) {
        Double budget = summary.rtoBudgetSec();
        rows.add(List.of("RTO", rto()));
        rows.add(List.of("RTO budget", budget == null ? "none" : Amount.seconds(budget)));
        Rpo rpo = Rpo.of(figures);
        if (rpo != null) {
            rows.add(List.of("RPO", rpo.words()));
            rows.add(List.of("RPO budget", rpo.budgetWords()));
        }
        rows.add(List.of("Target", Amount.orNone(summary.targetContainer())));
        rows.add(List.of("Redundancy", redundancyWord()));
    }

    private String rto() {
        Double mid = summary.rtoSec();
        Double lo = summary.rtoLoSec();
        Double hi = summary.rtoHiSec();
        if (mid == null || lo == null) {
            return "not measured";
        }
        return hi == null
                ? "more than %s: not recovered while it was observed".formatted(Amount.seconds(lo))
                : "%s, between %s and %s".formatted(Amount.seconds(mid), Amount.seconds(lo), Amount.seconds(hi));
    }

    private String redundancyWord() {
        return drill.restoration().map(ReportMarkdown::redundancy).orElse("nothing had to be restored");
    }

    private static String redundancy(Restoration restoration) {
        return restoration.whole()
                ? "restored in " + Amount.seconds(restoration.ended().secondsSince(restoration.began()))
                : "NOT RESTORED";
    }

    private void limits(boolean ledger) {
        text.heading(2, "What it cannot say");
        text.item("An outage that began and ended between two probes leaves no trace.");
        text.item("The service is seen from this machine and by these requests alone.");
        text.item("The probe's rate and time-out are part of what is measured: a load balancer may need clients that"
                + " wait for it before it drops a dead upstream.");
        if (!ledger) {
            text.item("Lost or duplicated writes (RPO) were not measured.");
        }
        text.item("It is evidence in support of a decision, not a statement of compliance.");
    }
}

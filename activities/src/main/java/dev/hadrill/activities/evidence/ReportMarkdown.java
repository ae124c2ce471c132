package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import java.util.ArrayList;
import java.util.List;

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
            text.heading(1, "OBSERVED: %s", Headline.outages(drill));
        } else {
            text.heading(1, "%s: %s on %s", Headline.verdict(summary), summary.scenario(), summary.stack());
        }
        if (summary.reason() != null) {
            text.paragraph("**%s**", summary.reason());
        }
        text.table(List.of("", ""), facts());
        Notes.of(figures).forEach(note -> text.item("%s", note));
        text.blank();
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
        rows.add(List.of("RTO", Headline.rto(summary)));
        rows.add(List.of("RTO budget", budget == null ? "none" : Amount.seconds(budget)));
        Rpo rpo = Rpo.of(figures);
        if (rpo != null) {
            rows.add(List.of("RPO", rpo.words()));
            rows.add(List.of("RPO budget", rpo.budgetWords()));
        }
        rows.add(List.of("Target", Amount.orNone(summary.targetContainer())));
        rows.add(List.of("Redundancy", Headline.redundancy(drill)));
    }

    private void limits(boolean ledger) {
        text.heading(2, "What it cannot say");
        Headline.limits(ledger).forEach(limit -> text.item("%s", limit));
    }
}

package dev.hadrill.activities.evidence;

import dev.hadrill.pages.Fact;
import dev.hadrill.pages.ReportPage;
import dev.hadrill.pages.ReportView;
import dev.hadrill.pages.ReportView.Head;
import dev.hadrill.pages.Section;
import dev.hadrill.pages.Tone;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.drill.DrillSummary;
import dev.hadrill.workflows.drill.Verdict;
import dev.hadrill.workflows.observation.Observation;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** report.html, for who looks before reading: the same figures and words as report.md, drawn. */
final class ReportHtml {
    private final Figures figures;
    private final DrillState drill;
    private final DrillSummary summary;
    private final @Nullable Observation seen;
    private final @Nullable Rpo rpo;

    private ReportHtml(Figures figures) {
        this.figures = figures;
        this.drill = figures.drill();
        this.summary = figures.summary();
        this.seen = drill.observation().orElse(null);
        this.rpo = Rpo.of(figures);
    }

    static String render(Figures figures) {
        return ReportPage.render(view(figures));
    }

    static ReportView view(Figures figures) {
        ReportHtml report = new ReportHtml(figures);
        return new ReportView(
                report.head(),
                report.rto(),
                figures.watch() ? report.watched() : report.judged(),
                Notes.of(figures),
                report.seen == null ? null : Plotted.course(figures, report.seen),
                report.sections());
    }

    private Head head() {
        return figures.watch()
                ? new Head(Tone.PLAIN, "OBSERVED", Headline.outages(drill), summary.reason())
                : new Head(
                        tone(),
                        Headline.verdict(summary),
                        summary.scenario() + " on " + summary.stack(),
                        summary.reason());
    }

    private Tone tone() {
        Verdict verdict = summary.verdict();
        if (verdict == null) {
            return Tone.UNSURE;
        }
        return switch (verdict) {
            case PASSED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case INCONCLUSIVE -> Tone.UNSURE;
        };
    }

    private ReportView.@Nullable Rto rto() {
        Double lo = summary.rtoLoSec();
        Double budget = summary.rtoBudgetSec();
        return lo == null || budget == null ? null : new ReportView.Rto(lo, summary.rtoHiSec(), budget);
    }

    private List<Fact> judged() {
        List<Fact> facts = new ArrayList<>();
        Double mid = summary.rtoSec();
        Double lo = summary.rtoLoSec();
        Double hi = summary.rtoHiSec();
        if (mid == null || lo == null) {
            facts.add(new Fact("RTO", "not measured", "budget " + budget(), Tone.UNSURE));
        } else if (hi == null) {
            facts.add(new Fact("RTO", "> " + Amount.seconds(lo), "not recovered while observed", Tone.BAD));
        } else {
            facts.add(new Fact(
                    "RTO",
                    Amount.seconds(mid),
                    "%s to %s".formatted(Amount.seconds(lo), Amount.seconds(hi)),
                    Tone.PLAIN));
        }
        Phases phases = Phases.of(drill.phases(), summary.machineRtoSec());
        if (phases != null && phases.approvalSec() > 0 && phases.machineRtoSec() != null) {
            facts.add(new Fact(
                    "Without waiting for a person",
                    Amount.seconds(phases.machineRtoSec()),
                    Amount.seconds(phases.approvalSec()) + " for the approval",
                    Tone.PLAIN));
        }
        facts.add(lost());
        probes().ifPresent(facts::add);
        facts.add(redundancy());
        facts.add(new Fact("Target", Amount.orNone(summary.targetContainer())));
        release().ifPresent(facts::add);
        return facts;
    }

    private Optional<Fact> release() {
        return Optional.ofNullable(summary.release())
                .filter(release -> !release.isBlank())
                .map(release -> new Fact("Release", release));
    }

    private String budget() {
        Double budget = summary.rtoBudgetSec();
        return budget == null ? "none" : Amount.brief(budget);
    }

    private Fact lost() {
        if (rpo == null) {
            return new Fact("Lost writes", "not measured");
        }
        String budget = "budget " + rpo.budgetWords();
        Integer lost = rpo.lostWrites();
        Double sec = rpo.lostSec();
        if (lost == null || sec == null) {
            return new Fact("Lost writes", "not known", budget, Tone.UNSURE);
        }
        return new Fact(
                "Lost writes",
                Integer.toString(lost),
                lost == 0 ? budget : "%s before the fault; %s".formatted(Amount.seconds(sec), budget),
                lost == 0 ? Tone.PLAIN : Tone.BAD);
    }

    private Optional<Fact> probes() {
        return drill.observation()
                .map(Observation::leading)
                .map(leading -> new Fact(
                        "Bad probes",
                        "%d of %d".formatted(leading.bad(), leading.total()),
                        "at " + leading.probe(),
                        Tone.PLAIN));
    }

    private Fact redundancy() {
        return drill.restoration()
                .map(restoration -> restoration.whole()
                        ? new Fact(
                                "Redundancy",
                                "restored",
                                "in " + Amount.seconds(restoration.ended().secondsSince(restoration.began())),
                                Tone.PLAIN)
                        : new Fact("Redundancy", "NOT RESTORED", "see what is to be done", Tone.BAD))
                .orElse(new Fact("Redundancy", "nothing to restore"));
    }

    private List<Fact> watched() {
        List<Outage> outages = drill.observation()
                .map(Observation::leading)
                .map(ProbeResult::outages)
                .orElse(List.of());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Outages",
                Integer.toString(outages.size()),
                outages.isEmpty()
                        ? null
                        : "at " + drill.observation().orElseThrow().leading().probe(),
                Tone.PLAIN));
        outages.stream()
                .max(Comparator.comparingDouble(Outage::lastedLoSec))
                .ifPresent(longest -> facts.add(new Fact(
                        "The longest",
                        Seen.lasted(longest) + " s",
                        longest.recovered() ? null : "not over",
                        Tone.PLAIN)));
        probes().ifPresent(facts::add);
        release().ifPresent(facts::add);
        return facts;
    }

    private List<Section> sections() {
        Told told = new Told(figures);
        List<Section> sections = new ArrayList<>();
        sections.add(told.findings());
        Phases phases = Phases.of(drill.phases(), summary.machineRtoSec());
        if (phases != null) {
            sections.add(phases.section());
        }
        if (seen != null) {
            sections.add(Seen.section(figures, seen));
        }
        if (rpo != null) {
            sections.add(rpo.section());
        }
        sections.add(told.account());
        told.runbook().ifPresent(sections::add);
        told.redundancy().ifPresent(sections::add);
        told.guards().ifPresent(sections::add);
        if (seen != null) {
            sections.addAll(Measured.sections(figures, seen));
        }
        sections.add(new Section(
                "limits", "What it cannot say", null, null, Headline.limits(rpo != null), List.of(), false));
        told.journal().ifPresent(sections::add);
        sections.add(told.identification());
        return sections;
    }
}

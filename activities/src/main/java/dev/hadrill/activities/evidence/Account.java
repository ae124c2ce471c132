package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.GuardsChecked;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.stack.ComponentHealth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sections of report.md that tell step by step what happened. */
final class Account {
    private final DrillState drill;
    private final Timeline timeline;
    private final Markdown text;

    Account(Figures figures, Markdown text) {
        this.drill = figures.drill();
        this.timeline = figures.timeline();
        this.text = text;
    }

    void write() {
        events();
        runbook();
        drill.restoration().ifPresent(this::redundancy);
        drill.last(GuardsChecked.class).ifPresent(this::guards);
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
                                Amount.number(step.ended().secondsSince(step.began())),
                                step.detail()))
                        .toList());
    }

    private void redundancy(Restoration restoration) {
        text.heading(2, "Redundancy");
        restoration.todo().forEach(todo -> text.item("**To do by a person:** %s", todo));
        restoration.done().forEach(done -> text.item("%s", done));
        text.blank();
        text.table(
                List.of("component", "redundant", "roles", "problems"),
                restoration.components().stream().map(Account::component).toList());
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

    private void guards(GuardsChecked checked) {
        text.heading(2, "Guards");
        text.table(
                List.of("guard", "passed", "seen"),
                checked.report().checks().stream()
                        .map(check -> List.of(check.guard(), check.passed() ? "yes" : "NO", check.detail()))
                        .toList());
    }

    private String time(Stamp stamp) {
        return (stamp.monoNs() == null ? "about " : "") + Amount.number(timeline.at(stamp));
    }
}

package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.GuardsChecked;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.lease.Restoration;
import java.util.List;

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
        if (!drill.runbookSteps().isEmpty()) {
            text.heading(2, "Runbook");
            text.table(Steps.runbook(drill, timeline));
        }
    }

    private void redundancy(Restoration restoration) {
        text.heading(2, "Redundancy");
        restoration.todo().forEach(todo -> text.item("**To do by a person:** %s", todo));
        restoration.done().forEach(done -> text.item("%s", done));
        text.blank();
        text.table(Steps.redundancy(restoration));
    }

    private void guards(GuardsChecked checked) {
        text.heading(2, "Guards");
        text.table(Steps.guards(checked));
    }

    private String time(Stamp stamp) {
        return Steps.time(stamp, timeline);
    }
}

package dev.hadrill.activities.evidence;

import dev.hadrill.pages.Table;
import dev.hadrill.pages.Tone;
import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent.GuardsChecked;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.lease.Restoration;
import dev.hadrill.workflows.stack.ComponentHealth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was done and checked, step by step, as tables. */
final class Steps {
    private Steps() {}

    static Table runbook(DrillState drill, Timeline timeline) {
        return new Table(
                List.of(Table.text("step"), Table.number("began, s"), Table.number("took, s"), Table.text("seen")),
                drill.runbookSteps().stream()
                        .map(step -> new Table.Row(
                                List.of(
                                        step.step(),
                                        time(step.began(), timeline),
                                        Amount.number(step.ended().secondsSince(step.began())),
                                        step.detail()),
                                Tone.PLAIN,
                                timeline.at(step.began())))
                        .toList());
    }

    static Table redundancy(Restoration restoration) {
        return new Table(
                List.of(Table.text("component"), Table.text("redundant"), Table.text("roles"), Table.text("problems")),
                restoration.components().stream().map(Steps::component).toList());
    }

    static Table guards(GuardsChecked checked) {
        return new Table(
                List.of(Table.text("guard"), Table.text("passed"), Table.text("seen")),
                checked.report().checks().stream()
                        .map(check -> new Table.Row(
                                List.of(check.guard(), yes(check.passed()), check.detail()),
                                tone(check.passed()),
                                null))
                        .toList());
    }

    /** "about" says that only a wall clock stamped it. */
    static String time(Stamp stamp, Timeline timeline) {
        return (stamp.monoNs() == null ? "about " : "") + Amount.number(timeline.at(stamp));
    }

    private static Table.Row component(ComponentHealth health) {
        return new Table.Row(
                List.of(
                        health.component(),
                        yes(health.redundant()),
                        health.roles().entrySet().stream()
                                .map(entry -> entry.getKey() + " "
                                        + entry.getValue().name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")),
                        String.join("; ", health.problems())),
                tone(health.redundant()),
                null);
    }

    private static String yes(boolean well) {
        return well ? "yes" : "NO";
    }

    private static Tone tone(boolean well) {
        return well ? Tone.PLAIN : Tone.BAD;
    }
}

package dev.hadrill.activities.evidence;

import dev.hadrill.pages.Section;
import dev.hadrill.pages.Table;
import dev.hadrill.pages.Table.Row;
import dev.hadrill.pages.Tone;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.GuardsChecked;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.finding.Finding;
import dev.hadrill.workflows.finding.Findings;
import dev.hadrill.workflows.observation.Sighting;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The sections of report.html that tell what happened, and what is to be done about it. */
final class Told {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Set<Class<? extends DrillEvent>> ALARMING = Set.of(
            DrillEvent.FaultMissed.class,
            DrillEvent.EngineFailed.class,
            DrillEvent.LeaseLost.class,
            DrillEvent.LedgerLost.class,
            DrillEvent.RunbookStopped.class,
            DrillEvent.RedundancyMissing.class);

    private static final Set<Class<? extends DrillEvent>> TURNING =
            Set.of(DrillEvent.FaultInjected.class, DrillEvent.ServiceRecovered.class, DrillEvent.VerdictReached.class);

    private final Figures figures;
    private final DrillState drill;
    private final Timeline timeline;

    Told(Figures figures) {
        this.figures = figures;
        this.drill = figures.drill();
        this.timeline = figures.timeline();
    }

    Section findings() {
        List<Finding> findings = Findings.of(drill);
        if (findings.isEmpty()) {
            return new Section(
                    "findings",
                    "Findings",
                    "None: nothing in its events says that somebody should mend something.",
                    null,
                    List.of(),
                    List.of(),
                    false);
        }
        return Section.of(
                "findings",
                "Findings",
                new Table(
                        List.of(
                                Table.text("severity"),
                                Table.text("about"),
                                Table.text("what"),
                                Table.text("what to do")),
                        findings.stream().map(Told::finding).toList()));
    }

    private static Row finding(Finding finding) {
        Tone tone = switch (finding.severity()) {
            case CRITICAL, HIGH -> Tone.BAD;
            case MEDIUM -> Tone.UNSURE;
            case LOW -> Tone.PLAIN;
        };
        return new Row(
                List.of(
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.subject(),
                        finding.what(),
                        finding.remedy()),
                tone,
                null);
    }

    /** The drill's own events, and what the stack showed that means something to a recovery. */
    Section account() {
        Stream<Row> events = drill.events().stream().map(this::event);
        Stream<Row> sightings = timeline.measures()
                ? figures.sightings().stream()
                        .filter(sighting -> sighting.kind() != Sighting.Kind.OTHER)
                        .map(this::sighting)
                : Stream.of();
        return Section.of(
                "account",
                "What happened",
                table(Stream.concat(events, sightings)
                        .sorted(Comparator.comparingDouble(row -> Objects.requireNonNull(row.atSec())))
                        .toList()),
                "Seconds since the observation began, as in every file beside this one; \"about\" was stamped by a wall clock"
                        + " only.");
    }

    private Row event(DrillEvent event) {
        Tone tone = ALARMING.contains(event.getClass())
                ? Tone.BAD
                : TURNING.contains(event.getClass()) ? Tone.STRONG : Tone.PLAIN;
        return new Row(
                List.of(Steps.time(event.at(), timeline), clock(event.at().wall()), EventText.of(event)),
                tone,
                timeline.at(event.at()));
    }

    private Row sighting(Sighting sighting) {
        double atSec = timeline.at(sighting.seenNs());
        return new Row(
                List.of(
                        Amount.number(atSec),
                        clock(timeline.origin().at(sighting.seenNs()).wall()),
                        sighting.source() + ": " + sighting.detail()),
                Tone.PLAIN,
                atSec);
    }

    /** All that the stack showed; empty where nothing was seen. */
    Optional<Section> journal() {
        if (!timeline.measures() || figures.sightings().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "journal",
                "Everything that was seen of the stack",
                null,
                table(figures.sightings().stream().map(this::sighting).toList()),
                List.of(),
                List.of("An event that comes by itself was received then; a look shows at most what was so by then."),
                true));
    }

    private static Table table(List<Row> rows) {
        return new Table(List.of(Table.number("t, s"), Table.spare("UTC"), Table.text("what")), rows);
    }

    Optional<Section> runbook() {
        return drill.runbookSteps().isEmpty()
                ? Optional.empty()
                : Optional.of(Section.of("runbook", "Runbook", Steps.runbook(drill, timeline)));
    }

    Optional<Section> redundancy() {
        return drill.restoration().map(restoration -> {
            List<String> items = new ArrayList<>();
            restoration.todo().forEach(todo -> items.add("To do by a person: " + todo));
            items.addAll(restoration.done());
            return new Section(
                    "redundancy", "Redundancy", null, Steps.redundancy(restoration), items, List.of(), false);
        });
    }

    Optional<Section> guards() {
        return drill.last(GuardsChecked.class).map(checked -> Section.of("guards", "Guards", Steps.guards(checked)));
    }

    Section identification() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(figures.watch() ? "Observation" : "Drill", drill.drillId()));
        rows.add(List.of("Workflow", drill.workflowId()));
        rows.add(List.of("Release", Amount.orNone(figures.summary().release())));
        rows.add(List.of("Started by", Amount.orNone(figures.startedBy())));
        rows.add(List.of("Began", timeline.origin().wall().toString()));
        Instant finished = figures.summary().finishedAt();
        rows.add(List.of("Ended", finished == null ? "-" : finished.toString()));
        drill.last(DrillStarted.class)
                .ifPresent(started -> rows.add(List.of("Stack file, SHA-256", started.configSha256())));
        return Section.of(
                "identification",
                "Identification",
                Table.of(List.of(Table.text("of this report"), Table.text("value")), rows));
    }

    private static String clock(Instant instant) {
        return CLOCK.format(instant);
    }
}

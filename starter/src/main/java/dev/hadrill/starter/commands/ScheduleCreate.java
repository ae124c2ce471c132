package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.Plan;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.schedule.Cron;
import dev.hadrill.starter.schedule.Exclusion;
import dev.hadrill.starter.schedule.Job;
import dev.hadrill.starter.schedule.NewSchedule;
import dev.hadrill.starter.schedule.ScheduleDetails;
import dev.hadrill.starter.schedule.Schedules;
import dev.hadrill.starter.stacks.Scenarios;
import dev.hadrill.starter.stacks.StackFolder;
import dev.hadrill.starter.stacks.Stacks;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.schedule.Exclusions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code hadrill schedule create}: everything that can be wrong is said before Temporal is asked to keep it. */
@Command(
        name = "create",
        description = {
            "Starts a drill, or a release gate, at planned times.",
            "A stack in use at that time is recorded as skipped; a planned time at which the last start still runs is",
            "left out; no failure pauses it. What catch-up or jitter would start in an exclusion is recorded as skipped."
        },
        mixinStandardHelpOptions = true)
final class ScheduleCreate implements Callable<Integer> {
    @ParentCommand
    private @Nullable Schedule parent;

    @Parameters(paramLabel = "NAME", description = "Its name, for example nightly.")
    private String name = "";

    @Option(
            names = "--cron",
            required = true,
            paramLabel = "CRON",
            description = "Minute, hour, day of month, month, day of week: '0 3 * * 1-5'.")
    private String cron = "";

    @Option(names = "--gate", description = "Run the release gate; give --release.")
    private boolean gate;

    @Option(
            names = "--scenario",
            split = ",",
            completionCandidates = Scenarios.class,
            description = "What to drill; with --gate one or several, by default all that the gate takes.")
    private List<String> scenarios = List.of();

    @Option(names = "--release", description = "The release under test, for the history.")
    private @Nullable String release;

    @Option(names = "--repeat", paramLabel = "N", description = "With --gate: how often each scenario is run.")
    private @Nullable Integer repeat;

    @Option(
            names = "--stack",
            defaultValue = "freesdn",
            completionCandidates = Stacks.class,
            description = "The stack (default: ${DEFAULT-VALUE}).")
    private String stack = "freesdn";

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Whose clocks are meant, for example Europe/Vienna (default: ${DEFAULT-VALUE}).")
    private String timeZone = "UTC";

    // Long enough for a reboot or an upgrade of Temporal; what a night misses by more would run into the working day.
    @Option(
            names = "--catch-up",
            paramLabel = "TIME",
            converter = Budget.class,
            defaultValue = "1h",
            description = "A planned time that was missed by no more is made up for (default: ${DEFAULT-VALUE}).")
    private Duration catchUp = Duration.ofHours(1);

    @Option(
            names = "--exclude",
            paramLabel = "SPAN",
            description =
                    "When nothing is planned, any number of times: 2026-12-20..2027-01-06 (both included), Sat..Sun,"
                            + " 'Fri 18:00..Mon 06:00'.")
    private List<String> exclude = List.of();

    @Option(
            names = "--jitter",
            paramLabel = "TIME",
            converter = Budget.class,
            description = "Start at a random time up to so much later, and before the next planned one.")
    private @Nullable Duration jitter;

    @Option(names = "--paused", description = "Create it paused.")
    private boolean paused;

    @Option(names = "--json", description = "Print it as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Schedule schedule = Objects.requireNonNull(parent);
        NewSchedule.requireZone(timeZone);
        List<Exclusion> exclusions = exclude.stream().map(Exclusion::of).toList();
        NewSchedule wanted = new NewSchedule(
                name,
                job(NewSchedule.excluded(timeZone, exclusions)),
                new Cron(cron),
                timeZone,
                catchUp,
                jitter,
                exclusions,
                paused,
                Schedule.note("created", null));
        Terminal terminal = json ? new Terminal(System.err, false) : Terminal.ofStandardOutput();
        try (Engine engine = Engine.connect(schedule.connection())) {
            for (String scenario : toCheck(schedule)) {
                check(engine, scenario, terminal);
            }
            ScheduleDetails made = ScheduleDetails.of(engine, new Schedules(engine).create(wanted));
            if (json) {
                System.out.println(Json.write(made));
            } else {
                made.lines().forEach(terminal::line);
            }
        }
        return 0;
    }

    private Job job(@Nullable Exclusions excluded) {
        String startedBy = "schedule " + name;
        if (gate) {
            if (release == null || release.isBlank()) {
                throw new CommandFailed("--gate needs the release under test: --release 26.08.2");
            }
            return Job.gate(release, stack, scenarios, repeat, startedBy, excluded);
        }
        if (repeat != null) {
            throw new CommandFailed("--repeat is for --gate; a schedule's drill is repeated by its --cron");
        }
        if (scenarios.size() != 1) {
            throw new CommandFailed("give one --scenario, or --gate --release R for several");
        }
        return Job.drill(new DrillRequest(
                scenarios.getFirst(), stack, null, null, release, null, null, null, startedBy, true, excluded));
    }

    /** Where the gate chooses, what the stack file of this machine says there is. */
    private List<String> toCheck(Schedule schedule) {
        return scenarios.isEmpty()
                ? StackFolder.read(schedule.settings().stacks()).scenariosOf(stack)
                : scenarios;
    }

    /** The workers' own stack file decides; a guard that refuses now may pass at the planned time. */
    private void check(Engine engine, String scenario, Terminal terminal) {
        Plan plan =
                Check.ask(engine, new DrillRequest(scenario, stack, null, null, null, true, null, null, Person.here()));
        if (plan.refusal() != null && plan.fault() == null) {
            throw new CommandFailed(plan.refusal());
        }
        if (plan.refusal() != null) {
            terminal.line("%s would be refused now: %s".formatted(scenario, plan.refusal()));
        }
    }
}

package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Engine;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.schedule.ScheduleDetails;
import dev.hadrill.starter.schedule.ScheduleEntry;
import dev.hadrill.starter.schedule.ScheduleTable;
import dev.hadrill.starter.schedule.Schedules;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code hadrill schedule}: drills and gates that start by themselves, on Temporal Schedules. */
@Command(
        name = "schedule",
        description = "Drills and gates that start by themselves; they show in the Temporal UI too.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ScheduleCreate.class,
            Schedule.Listed.class,
            Schedule.Show.class,
            Schedule.Pause.class,
            Schedule.Resume.class,
            Schedule.Trigger.class,
            Schedule.Delete.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Schedule implements Callable<Integer> {
    private final Settings settings;

    public Schedule(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        throw new CommandFailed("schedule what? hadrill schedule create, list, show, pause, resume, trigger, delete");
    }

    Connection connection() {
        return Connection.of(settings);
    }

    Settings settings() {
        return settings;
    }

    /** What the subcommands share: Temporal, and nobody needs to work for it. */
    abstract static class Asking implements Callable<Integer> {
        @ParentCommand
        private @Nullable Schedule parent;

        @Override
        public final Integer call() {
            try (Engine engine = Engine.reach(Objects.requireNonNull(parent).connection())) {
                ask(engine, new Schedules(engine), Terminal.ofStandardOutput());
            }
            return 0;
        }

        abstract void ask(Engine engine, Schedules schedules, Terminal terminal);
    }

    /** All of them. */
    @Command(name = "list", description = "Lists the schedules, by name.", mixinStandardHelpOptions = true)
    static final class Listed extends Asking {
        @Option(names = "--json", description = "Print them as a JSON array.")
        private boolean json;

        @Override
        void ask(Engine engine, Schedules schedules, Terminal terminal) {
            List<ScheduleEntry> entries = schedules.list().stream()
                    .map(described -> ScheduleEntry.of(engine, described))
                    .toList();
            if (json) {
                System.out.println(Json.write(entries));
            } else {
                ScheduleTable.lines(entries).forEach(terminal::line);
            }
        }
    }

    /** One of them. */
    @Command(
            name = "show",
            description = "Shows a schedule: when, when not, what came of it.",
            mixinStandardHelpOptions = true)
    static final class Show extends Asking {
        @Parameters(paramLabel = "NAME", description = "The schedule.")
        private String name = "";

        @Option(names = "--json", description = "Print it as one JSON object.")
        private boolean json;

        @Override
        void ask(Engine engine, Schedules schedules, Terminal terminal) {
            ScheduleDetails details = ScheduleDetails.of(engine, schedules.find(name));
            if (json) {
                System.out.println(Json.write(details));
            } else {
                details.lines().forEach(terminal::line);
            }
        }
    }

    /** Nothing starts until it is resumed. */
    @Command(
            name = "pause",
            description = "Nothing is started until it is resumed; what runs goes on.",
            mixinStandardHelpOptions = true)
    static final class Pause extends Asking {
        @Parameters(paramLabel = "NAME", description = "The schedule.")
        private String name = "";

        @Option(names = "--why", paramLabel = "TEXT", description = "Why, for whoever finds it paused.")
        private @Nullable String why;

        @Override
        void ask(Engine engine, Schedules schedules, Terminal terminal) {
            schedules.pause(name, note("paused", why));
            terminal.line("paused %s; go on with: hadrill schedule resume %s".formatted(name, name));
        }
    }

    /** It starts again as planned. */
    @Command(
            name = "resume",
            description = "It starts again as planned; what was missed is not made up for.",
            mixinStandardHelpOptions = true)
    static final class Resume extends Asking {
        @Parameters(paramLabel = "NAME", description = "The schedule.")
        private String name = "";

        @Option(names = "--why", paramLabel = "TEXT", description = "Why, for the record.")
        private @Nullable String why;

        @Override
        void ask(Engine engine, Schedules schedules, Terminal terminal) {
            schedules.resume(name, note("resumed", why));
            terminal.line("resumed " + name);
        }
    }

    /** Now, beside the plan. */
    @Command(
            name = "trigger",
            description = "Starts it now, paused or not, excluded or not; refused while its last start still runs.",
            mixinStandardHelpOptions = true)
    static final class Trigger extends Asking {
        @Parameters(paramLabel = "NAME", description = "The schedule.")
        private String name = "";

        @Option(names = "--json", description = "Print what was started as JSON.")
        private boolean json;

        @Override
        void ask(Engine engine, Schedules schedules, Terminal terminal) {
            Triggered triggered = new Triggered(name, schedules.trigger(name));
            if (json) {
                System.out.println(Json.write(triggered));
            } else {
                terminal.line("started " + triggered.workflowId());
            }
        }
    }

    /** What {@code trigger --json} prints. */
    public record Triggered(String name, String workflowId) {}

    /** For good. */
    @Command(
            name = "delete",
            description = "Deletes a schedule; what runs goes on, and what was drilled stays in the history.",
            mixinStandardHelpOptions = true)
    static final class Delete extends Asking {
        @Parameters(paramLabel = "NAME", description = "The schedule.")
        private String name = "";

        @Override
        void ask(Engine engine, Schedules schedules, Terminal terminal) {
            schedules.delete(name);
            terminal.line("deleted " + name);
        }
    }

    static String note(String done, @Nullable String why) {
        return "%s by %s%s".formatted(done, Person.here(), why == null ? "" : ": " + why);
    }
}

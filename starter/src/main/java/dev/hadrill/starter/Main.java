package dev.hadrill.starter;

import dev.hadrill.starter.commands.Bench;
import dev.hadrill.starter.commands.Check;
import dev.hadrill.starter.commands.Completion;
import dev.hadrill.starter.commands.Down;
import dev.hadrill.starter.commands.Gate;
import dev.hadrill.starter.commands.History;
import dev.hadrill.starter.commands.Observe;
import dev.hadrill.starter.commands.Promote;
import dev.hadrill.starter.commands.Prune;
import dev.hadrill.starter.commands.Quickstart;
import dev.hadrill.starter.commands.Report;
import dev.hadrill.starter.commands.Restore;
import dev.hadrill.starter.commands.Run;
import dev.hadrill.starter.commands.Schedule;
import dev.hadrill.starter.commands.Status;
import dev.hadrill.starter.commands.Trends;
import dev.hadrill.starter.commands.Up;
import dev.hadrill.starter.commands.Verify;
import dev.hadrill.starter.engine.Reasons;
import dev.hadrill.starter.platform.Settings;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The root command: exit code 0 when it did what was asked, 1 and one line on stderr when not. */
@Command(
        name = "hadrill",
        description = "Drills the failover of a high-availability stack, measures it and leaves the stack whole.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Development, from a checkout: hadrill test (all that CI runs), hadrill soak (long runs, by hand)."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private static List<Object> commands(Settings settings) {
        return List.of(
                new Quickstart(settings),
                new Up(settings),
                new Down(settings),
                new Status(settings),
                new Check(settings),
                new Run(settings),
                new Observe(settings),
                new Gate(settings),
                new Verify(),
                new CommandLine(new History(settings)).addSubcommand(new Prune(settings)),
                new Trends(settings),
                new Report(settings),
                new Restore(settings),
                new Promote(settings),
                new Schedule(settings),
                new Completion(),
                new Bench());
    }

    public static void main(String[] args) {
        System.exit(run(System.getenv(), new PrintWriter(System.err, true, StandardCharsets.UTF_8), args));
    }

    static int run(Map<String, String> environment, PrintWriter err, String... args) {
        try {
            Settings settings = Settings.from(environment);
            logToFile(settings);
            return commandLine(settings, err).execute(args);
        } catch (CommandFailed e) {
            return fail(err, e.getMessage());
        }
    }

    static CommandLine commandLine(Settings settings, PrintWriter err) {
        CommandLine line = new CommandLine(new Main());
        commands(settings).forEach(line::addSubcommand);
        return line.setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::misused)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, parsed, settings));
    }

    private static int misused(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        return fail(command.getErr(), e.getMessage() + " (see " + name + " --help)");
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed, Settings settings) {
        LoggerFactory.getLogger(Main.class).error("{}", withoutPasswords(parsed.originalArgs()), e);
        if (e instanceof CommandFailed) {
            return fail(command.getErr(), e.getMessage());
        }
        if (e instanceof ApplicationFailure) {
            return fail(command.getErr(), Reasons.of(e));
        }
        String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return fail(command.getErr(), what + " (details: " + settings.logs().resolve("hadrill.log") + ")");
    }

    /** A URL with a user or a password is refused; it must not stay in the log all the same. */
    static List<String> withoutPasswords(List<String> arguments) {
        return arguments.stream()
                .map(argument -> argument.replaceAll("://[^/@]*@", "://***@"))
                .toList();
    }

    private static int fail(PrintWriter err, @Nullable String message) {
        String line = String.valueOf(message).lines().map(String::strip).reduce("", (a, b) -> (a + " " + b).strip());
        err.println("hadrill: " + line);
        return 1;
    }

    private static void logToFile(Settings settings) {
        System.setProperty("hadrill.logs", settings.logs().toString());
        System.setProperty("logback.configurationFile", "logback-cli.xml");
        LogManager.getLogManager().reset(); // gRPC and pgjdbc would write to the terminal through java.util.logging
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties pom = new Properties();
            try (InputStream in =
                    Main.class.getResourceAsStream("/META-INF/maven/dev.hadrill/hadrill-starter/pom.properties")) {
                if (in != null) {
                    pom.load(in);
                }
            }
            return new String[] {"hadrill " + pom.getProperty("version", "(not packaged)")};
        }
    }
}

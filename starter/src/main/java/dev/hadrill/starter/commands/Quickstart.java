package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.DrillResult;
import dev.hadrill.starter.platform.Addresses;
import dev.hadrill.starter.platform.Platform;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hadrill quickstart}: from a bare machine to the evidence of a first drill. */
@Command(
        name = "quickstart",
        description = {
            "Brings up the lab (a Docker engine too, where none answers) and the platform, and runs one redis_kill drill.",
            "Each part that is there already is left as it is."
        },
        mixinStandardHelpOptions = true)
public final class Quickstart implements Callable<Integer> {
    private static final String SCENARIO = "redis_kill";

    private final Settings settings;

    @Option(names = "--no-install", description = "Refuse to install anything on this machine.")
    private boolean noInstall;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            defaultValue = "drills",
            description = "Where the evidence folder is laid (default: ${DEFAULT-VALUE}).")
    private Path reportDir = Path.of("drills");

    @Option(names = "--json", description = "Print the result as JSON; how it goes is told on standard error.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public Quickstart(Settings settings) {
        this.settings = settings;
    }

    /** What {@code --json} prints. */
    public record Result(Addresses addresses, DrillResult drill) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        lab();
        return json ? asJson() : told();
    }

    private int asJson() {
        Up.Started started = Up.start(settings, System.err::println);
        Run run = new Run(settings);
        new CommandLine(run).parseArgs("--scenario", SCENARIO, "--report-dir", reportDir.toString());
        Run.Drilled drilled = run.drill(new Terminal(System.err, false));
        System.out.println(Json.write(new Result(started.platform().addresses(), drilled.result())));
        return drilled.passed() ? 0 : 1;
    }

    private int told() {
        CommandLine hadrill = spec.root().commandLine();
        int up = hadrill.execute("up");
        int drilled =
                up != 0 ? up : hadrill.execute("run", "--scenario", SCENARIO, "--report-dir", reportDir.toString());
        if (drilled == 0) {
            Platform.current(settings.data())
                    .map(platform -> platform.addresses().ui())
                    .ifPresent(ui -> System.out.println("the Temporal UI  " + ui));
            System.out.println("next: ./hadrill run --scenario primary_kill, ./hadrill history, ./hadrill --help");
        }
        return drilled;
    }

    private void lab() throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(settings.home().resolve("lab/lab").toString(), "up"));
        if (noInstall) {
            command.add("--no-install");
        }
        Process lab = new ProcessBuilder(command)
                .inheritIO()
                .redirectOutput(json ? Redirect.PIPE : Redirect.INHERIT)
                .start();
        lab.getInputStream().transferTo(System.err); // empty where it is inherited
        int exit = lab.waitFor();
        if (exit != 0) {
            throw new CommandFailed("the lab did not come up: " + String.join(" ", command) + " ended with " + exit);
        }
    }
}

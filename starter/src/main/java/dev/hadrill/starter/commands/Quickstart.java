package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.platform.Platform;
import dev.hadrill.starter.platform.Settings;
import java.io.IOException;
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
    private final Settings settings;

    @Option(names = "--no-install", description = "Refuse to install anything on this machine.")
    private boolean noInstall;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            defaultValue = "drills",
            description = "Where the evidence folder is laid (default: ${DEFAULT-VALUE}).")
    private Path reportDir = Path.of("drills");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public Quickstart(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        lab();
        CommandLine hadrill = spec.root().commandLine();
        int up = hadrill.execute("up");
        int drilled =
                up != 0 ? up : hadrill.execute("run", "--scenario", "redis_kill", "--report-dir", reportDir.toString());
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
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new CommandFailed("the lab did not come up: " + String.join(" ", command) + " ended with " + exit);
        }
    }
}

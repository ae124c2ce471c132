package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.platform.LocalPlatform;
import dev.hadrill.starter.platform.Platform;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.workflows.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hadrill up}: starts the local platform and returns when it works. */
@Command(
        name = "up",
        description = "Starts the local platform (Temporal and its UI, the history, two workers) on loopback.",
        mixinStandardHelpOptions = true)
public final class Up implements Callable<Integer> {
    private final Settings settings;

    @Option(names = "--json", description = "Print it as JSON; how it goes is told on standard error.")
    private boolean json;

    public Up(Settings settings) {
        this.settings = settings;
    }

    /**
     * What {@code --json} prints.
     *
     * @param wasUp whether there was nothing to start
     */
    public record Started(boolean wasUp, double tookSec, Platform platform) {}

    @Override
    public Integer call() {
        Started started = start(settings, json ? System.err::println : System.out::println);
        if (json) {
            System.out.println(Json.write(started));
        } else {
            System.out.println(
                    started.wasUp() ? "already up" : String.format(Locale.ROOT, "up in %.1f s", started.tookSec()));
            Status.print(started.platform());
        }
        return 0;
    }

    /** Blocks until every part works. */
    static Started start(Settings settings, Consumer<String> say) {
        long began = System.nanoTime();
        try {
            boolean wasUp = new LocalPlatform(settings, say).up();
            Platform platform = Platform.current(settings.data())
                    .orElseThrow(() -> new CommandFailed("the platform ended as soon as it was up; see "
                            + settings.logs().resolve("supervisor.log")));
            return new Started(wasUp, (System.nanoTime() - began) / 1e9, platform);
        } catch (IOException e) {
            throw new CommandFailed("the platform cannot be started in " + settings.data() + ": " + e.getMessage(), e);
        }
    }
}

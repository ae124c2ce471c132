package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.platform.LocalPlatform;
import dev.hadrill.starter.platform.Platform;
import dev.hadrill.starter.platform.Settings;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hadrill up}: starts the local platform and returns when it works. */
@Command(
        name = "up",
        description = "Starts the local platform (Temporal and its UI, the history, two workers) on loopback.",
        mixinStandardHelpOptions = true)
public final class Up implements Callable<Integer> {
    private final Settings settings;

    public Up(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        long started = System.nanoTime();
        boolean wasUp = up();
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.println(wasUp ? "already up" : String.format(Locale.ROOT, "up in %.1f s", seconds));
        Platform.current(settings.data()).ifPresent(Status::print);
        return 0;
    }

    private boolean up() {
        try {
            return new LocalPlatform(settings, System.out::println).up();
        } catch (IOException e) {
            throw new CommandFailed("the platform cannot be started in " + settings.data() + ": " + e.getMessage(), e);
        }
    }
}

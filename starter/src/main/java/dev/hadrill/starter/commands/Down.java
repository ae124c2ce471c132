package dev.hadrill.starter.commands;

import dev.hadrill.starter.platform.LocalPlatform;
import dev.hadrill.starter.platform.Settings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hadrill down}: stops the local platform and keeps its data. */
@Command(
        name = "down",
        description = "Stops the local platform, the workers first; its data stays.",
        mixinStandardHelpOptions = true)
public final class Down implements Callable<Integer> {
    private final Settings settings;

    public Down(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException {
        List<String> stopped = new LocalPlatform(settings, System.out::println).down();
        System.out.println(
                stopped.isEmpty()
                        ? "nothing was up"
                        : "stopped " + String.join(", ", stopped) + "; data stays in " + settings.data());
        return 0;
    }
}

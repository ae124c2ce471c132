package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.platform.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hadrill bench}: measures the measuring; needs no platform and no lab. */
@Command(
        name = "bench",
        description = "Measures how well hadrill measures; needs neither the platform nor a stack.",
        mixinStandardHelpOptions = true,
        subcommands = Bench.Accuracy.class,
        synopsisSubcommandLabel = "accuracy")
public final class Bench implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandFailed("bench what? hadrill bench accuracy");
    }

    /** Scripted outages whose truth is known, over every way to be out. */
    @Command(
            name = "accuracy",
            description = {
                "Observes scripted outages of a small server whose truth is known, and compares;",
                "exit code 1 when an interval misses the truth or is wider than promised."
            },
            mixinStandardHelpOptions = true)
    static final class Accuracy implements Callable<Integer> {
        private static final String MAIN = "dev.hadrill.bench.BenchMain";

        @Option(names = "--outages", defaultValue = "100", description = "How many, of all modes (default: 100).")
        private int outages;

        @Option(
                names = "--interval",
                paramLabel = "DURATION",
                converter = Budget.class,
                defaultValue = "20ms",
                description = "Between two probes (default: ${DEFAULT-VALUE}).")
        private Duration interval = Duration.ofMillis(20);

        @Option(names = "--seed", description = "Of the script; the same seed, the same outages.")
        private @Nullable Long seed;

        @Option(names = "--json", description = "Print the result alone, as one JSON object.")
        private boolean json;

        @Override
        public Integer call() {
            if (outages < 1) {
                throw new CommandFailed("--outages must be >= 1, was " + outages);
            }
            if (interval.toMillis() < 5) {
                throw new CommandFailed("--interval must be >= 5ms, was %s ms".formatted(interval.toMillis()));
            }
            List<String> arguments = new ArrayList<>(List.of(
                    "accuracy",
                    Integer.toString(outages),
                    Long.toString(interval.toMillis()),
                    Long.toString(seed == null ? System.nanoTime() : seed)));
            if (json) {
                arguments.add("json");
            }
            return Tool.run(MAIN, arguments);
        }
    }
}

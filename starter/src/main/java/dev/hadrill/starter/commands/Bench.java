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

/** {@code hadrill bench}: measures the measuring, and the history; needs no platform and no lab. */
@Command(
        name = "bench",
        description =
                "Measures how well hadrill measures, and how fast its history is; needs neither the platform nor a stack.",
        mixinStandardHelpOptions = true,
        subcommands = {Bench.Accuracy.class, Bench.OfHistory.class},
        synopsisSubcommandLabel = "(accuracy | history)")
public final class Bench implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandFailed("bench what? hadrill bench accuracy, or hadrill bench history");
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

    /** Years of generated drills, and what analysts ask of them. */
    @Command(
            name = "history",
            description = {
                "Fills a history of its own with generated drills and asks it every question of docs/history.md;",
                "exit code 1 when an answer takes more than 100 ms, or storing a drill gets slower as they grow."
            },
            mixinStandardHelpOptions = true)
    static final class OfHistory implements Callable<Integer> {
        private static final String MAIN = "dev.hadrill.bench.history.HistoryBenchMain";

        @Option(names = "--drills", defaultValue = "100000", description = "How many (default: ${DEFAULT-VALUE}).")
        private int drills;

        @Option(names = "--seed", defaultValue = "1", description = "The same seed, the same drills (default: 1).")
        private long seed;

        @Option(names = "--plans", description = "Print how the database went about each question.")
        private boolean plans;

        @Override
        public Integer call() {
            if (drills < 1_250 || drills > 1_000_000) {
                throw new CommandFailed("--drills must be from 1250 to 1000000, was " + drills);
            }
            List<String> arguments = new ArrayList<>(List.of(Integer.toString(drills), Long.toString(seed)));
            if (plans) {
                arguments.add("plans");
            }
            return Tool.run(MAIN, arguments);
        }
    }
}

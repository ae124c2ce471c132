package dev.hadrill.starter.commands;

import dev.hadrill.db.JdbiTrends.By;
import dev.hadrill.db.JdbiTrends.Kind;
import dev.hadrill.db.TrendFilter;
import dev.hadrill.pages.TrendsPage;
import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.Records;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.starter.terminal.Terminal;
import dev.hadrill.starter.trend.TrendCsv;
import dev.hadrill.starter.trend.TrendReport;
import dev.hadrill.starter.trend.TrendTable;
import dev.hadrill.workflows.Json;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hadrill trends}: recovery times from release to release, or week to week. */
@Command(
        name = "trends",
        description = {
            "Shows how recovery times move from release to release, each compared with the releases before it.",
            "INCONCLUSIVE drills are counted and left out of the figures; one that never recovered ranks above all."
        },
        mixinStandardHelpOptions = true)
public final class Trends implements Callable<Integer> {
    private final Settings settings;

    @Option(names = "--scenario", description = "Only this scenario.")
    private @Nullable String scenario;

    @Option(names = "--stack", description = "Only this stack.")
    private @Nullable String stack;

    @Option(
            names = "--since",
            paramLabel = "DAY",
            converter = Since.class,
            description = "Only drills that started since: 2026-08-01, or 90d (days back).")
    private @Nullable Instant since;

    @Option(names = "--by", defaultValue = "release", description = "release or week (default: ${DEFAULT-VALUE}).")
    private By by = By.RELEASE;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv, json or html (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(
            names = "--include-engine-died",
            description = "Also drills during which hadrill itself died; they are left out otherwise.")
    private boolean engineDied;

    public Trends(Settings settings) {
        this.settings = settings;
    }

    enum Format {
        TABLE,
        CSV,
        JSON,
        HTML
    }

    @Override
    public Integer call() {
        try (Records records = new Records(Connection.of(settings))) {
            List<Kind> kinds = records.trends().kinds();
            requireOneOf("scenario", scenario, kinds, Kind::scenario);
            requireOneOf("stack", stack, kinds, Kind::stack);
            TrendReport report =
                    TrendReport.read(records.trends(), new TrendFilter(scenario, stack, since, engineDied), by);
            print(report, kinds.isEmpty());
            return 0;
        }
    }

    private void print(TrendReport report, boolean empty) {
        switch (format) {
            case TABLE -> {
                Terminal terminal = Terminal.ofStandardOutput();
                if (report.groups().isEmpty()) {
                    terminal.line(
                            empty
                                    ? "no drills yet; run one with: hadrill run --scenario redis_kill"
                                    : "no such drills" + (since == null ? "" : " since " + since)
                                            + "; see: hadrill history");
                }
                TrendTable.lines(report).forEach(terminal::line);
            }
            case CSV -> System.out.print(TrendCsv.of(report));
            case JSON -> System.out.println(Json.write(report));
            case HTML -> System.out.print(TrendsPage.render(report.drills(), report.groups(), report::group));
        }
    }

    /** An empty history knows no names, and says so itself. */
    private static void requireOneOf(
            String what, @Nullable String given, List<Kind> kinds, Function<Kind, String> name) {
        List<String> known = kinds.stream().map(name).distinct().sorted().toList();
        if (given != null && !known.isEmpty() && !known.contains(given)) {
            throw new CommandFailed("no drill of %s '%s' is in the history; there are: %s"
                    .formatted(what, given, String.join(", ", known)));
        }
    }
}

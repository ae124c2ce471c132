package dev.hadrill.starter.commands;

import dev.hadrill.db.JdbiSegmentPruning.Freed;
import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.drill.Records;
import dev.hadrill.starter.platform.Connection;
import dev.hadrill.starter.platform.Settings;
import dev.hadrill.workflows.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hadrill history prune}: samples of old drills go, all else stays. */
@Command(
        name = "prune",
        description = {
            "Drops every single probe, sighting and write of old drills from the history, and prints what it freed.",
            "Verdicts, figures, events and evidence stay; a drill that has not ended keeps all. Safe to repeat."
        },
        mixinStandardHelpOptions = true)
public final class Prune implements Callable<Integer> {
    private final Settings settings;

    @Option(
            names = "--keep",
            required = true,
            paramLabel = "DAYS",
            description = "Keep the samples of drills that ended within so many days: 90d.")
    private String keep = "";

    @Option(names = "--dry-run", description = "Only say what would be freed.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result alone, as one JSON object.")
    private boolean json;

    public Prune(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        int days = DaysBack.parse(keep)
                .orElseThrow(() -> new CommandFailed(
                        "--keep must be a number of days from 1 to 99999, such as 90d; was '%s'".formatted(keep)));
        try (Records records = new Records(Connection.of(settings))) {
            Freed freed = dryRun
                    ? records.pruning().wouldFree(days)
                    : records.pruning().prune(days);
            System.out.println(json ? Json.write(new Pruned(dryRun, days, freed)) : words(freed, days));
            return 0;
        }
    }

    private String words(Freed freed, int days) {
        return String.format(
                Locale.ROOT,
                "%s %,d segments of %,d drills older than %d days, %.1f MB; their figures, events and evidence stay",
                dryRun ? "would free" : "freed",
                freed.segments(),
                freed.drills(),
                days,
                freed.bytes() / 1e6);
    }

    /** What {@code --json} prints. */
    public record Pruned(boolean dryRun, int keepDays, Freed freed) {}
}

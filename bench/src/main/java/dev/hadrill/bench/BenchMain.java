package dev.hadrill.bench;

import dev.hadrill.workflows.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Started by {@code hadrill bench}, which checks the arguments: accuracy OUTAGES INTERVAL_MS SEED [json]. */
public final class BenchMain {
    private BenchMain() {}

    /** What {@code --json} prints. */
    record Result(
            boolean passed,
            List<String> missed,
            List<String> undecided,
            double intervalMs,
            long seed,
            double tookSec,
            List<Score> kinds) {}

    public static void main(String[] arguments) {
        int outages = Integer.parseInt(arguments[1]);
        Duration interval = Duration.ofMillis(Long.parseLong(arguments[2]));
        long seed = Long.parseLong(arguments[3]);
        boolean json = arguments.length > 4;
        long began = System.nanoTime();
        if (!json) {
            System.out.printf(
                    "%d outages, a probe every %d ms, seed %d; the baseline first%n",
                    outages, interval.toMillis(), seed);
        }
        List<Score> scores = new Accuracy(interval, seed).run(outages);
        List<String> missed =
                scores.stream().flatMap(score -> score.missed().stream()).toList();
        List<String> undecided = scores.stream()
                .filter(score -> score.whyUndecided() != null)
                .map(score -> "%s: the width is not judged, %s".formatted(score.kind(), score.whyUndecided()))
                .toList();
        double took = (System.nanoTime() - began) / 1e9;
        if (json) {
            System.out.println(Json.write(
                    new Result(missed.isEmpty(), missed, undecided, interval.toMillis(), seed, took, scores)));
        } else {
            ScoreTable.lines(scores).forEach(System.out::println);
            undecided.forEach(System.out::println);
            System.out.printf(Locale.ROOT, "%s, in %.0f s%n", missed.isEmpty() ? "passed" : "MISSED", took);
        }
        missed.forEach(line -> System.err.println("hadrill: " + line));
        System.exit(missed.isEmpty() ? 0 : 1);
    }
}

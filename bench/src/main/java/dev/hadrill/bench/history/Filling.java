package dev.hadrill.bench.history;

import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import dev.hadrill.workflows.drill.DrillState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Stores generated drills one by one, as workers do, and takes the time of some at the beginning and at the end. */
record Filling(JdbiDrillHistory history, GeneratedDrills drills) {
    private static final int WINDOW = 500;

    Filling(HistoryDatabase database, GeneratedDrills drills) {
        this(new JdbiDrillHistory(database), drills);
    }

    /** Of one insert each: around the 1,000th drill, and the last ones. */
    record Times(int count, double totalSec, double earlyMs, double lateMs) {
        double ratio() {
            return lateMs / earlyMs;
        }

        List<String> lines() {
            return List.of(
                    String.format(Locale.ROOT, "stored in %.0f s", totalSec),
                    String.format(
                            Locale.ROOT,
                            "one insert, median of %d: %.2f ms at 1,000 drills, %.2f ms at %,d: ratio %.2f",
                            WINDOW,
                            earlyMs,
                            lateMs,
                            count,
                            ratio()));
        }
    }

    /** Only what is timed is stored one at a time. */
    Times fill() {
        long began = System.nanoTime();
        int early = 1_000 - WINDOW / 2;
        store(0, early);
        double earlyMs = medianMs(early);
        store(early + WINDOW, drills.count() - WINDOW);
        double lateMs = medianMs(drills.count() - WINDOW);
        return new Times(drills.count(), (System.nanoTime() - began) / 1e9, earlyMs, lateMs);
    }

    private void store(int from, int to) {
        IntStream.range(from, to).parallel().forEach(number -> history.persist(drills.drill(number)));
    }

    private double medianMs(int from) {
        double[] tookMs = IntStream.range(from, from + WINDOW)
                .mapToDouble(number -> {
                    DrillState drill = drills.drill(number);
                    long began = System.nanoTime();
                    history.persist(drill);
                    return (System.nanoTime() - began) / 1e6;
                })
                .toArray();
        Arrays.sort(tookMs);
        return tookMs[tookMs.length / 2];
    }
}

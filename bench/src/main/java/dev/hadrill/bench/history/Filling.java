package dev.hadrill.bench.history;

import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiDrillHistory;
import dev.hadrill.workflows.drill.DrillState;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Stores generated drills through the class that workers use. */
record Filling(JdbiDrillHistory history, GeneratedDrills drills) {
    private static final int TIMED = 500;

    Filling(HistoryDatabase database, GeneratedDrills drills) {
        this(new JdbiDrillHistory(database), drills);
    }

    /** Of one insert each, in a history of about 1,000 drills and in the full one. */
    record Times(int drills, double smallMs, double fullMs) {
        double ratio() {
            return fullMs / smallMs;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "one insert, median of %d: %.2f ms at 1,000 drills, %.2f ms at %,d: ratio %.2f",
                    TIMED,
                    smallMs,
                    fullMs,
                    drills,
                    ratio());
        }
    }

    /** All but the last ones, which are for {@link #compare}. */
    void fill() {
        IntStream.range(0, drills.count() - TIMED).parallel().forEach(number -> history.persist(drills.drill(number)));
    }

    /** Takes turns, so that whatever else this machine does slows both alike. */
    static Times compare(Filling small, Filling full) {
        double[] smallMs = new double[TIMED];
        double[] fullMs = new double[TIMED];
        for (int i = 0; i < TIMED; i++) {
            smallMs[i] = small.storeMs(small.drills.count() - TIMED + i);
            fullMs[i] = full.storeMs(full.drills.count() - TIMED + i);
        }
        return new Times(full.drills.count(), median(smallMs), median(fullMs));
    }

    private double storeMs(int number) {
        DrillState drill = drills.drill(number);
        long began = System.nanoTime();
        history.persist(drill);
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}

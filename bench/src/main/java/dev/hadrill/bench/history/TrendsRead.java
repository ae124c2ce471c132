package dev.hadrill.bench.history;

import dev.hadrill.db.HistoryDatabase;
import dev.hadrill.db.JdbiTrends;
import dev.hadrill.db.JdbiTrends.By;
import dev.hadrill.db.TrendFilter;
import java.util.Arrays;
import java.util.Locale;

/** How long {@code hadrill trends} reads the history when nothing narrows it, and how many drills it then has in hand. */
record TrendsRead(double medianMs, int shown, int compared) {
    /** So that the command has answered after a second or two. */
    static final double MOST_MS = 1_000;

    private static final int TIMES = 5;

    static TrendsRead of(HistoryDatabase database) {
        JdbiTrends trends = new JdbiTrends(database);
        TrendFilter all = new TrendFilter(null, null, null, false);
        double[] tookMs = new double[TIMES];
        int shown = 0;
        int compared = 0;
        for (int i = 0; i < TIMES; i++) {
            long began = System.nanoTime();
            trends.groups(all, By.RELEASE);
            compared = trends.compared(null, false).size();
            shown = trends.shown(all, By.RELEASE).size();
            tookMs[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(tookMs);
        return new TrendsRead(tookMs[TIMES / 2], shown, compared);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-20s median %6.1f ms, of %,d drills that are shown and %,d that are compared",
                "hadrill trends",
                medianMs,
                shown,
                compared);
    }
}

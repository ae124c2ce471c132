package dev.hadrill.workflows.regression;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Hodges and Lehmann's shift: by how many seconds the candidate is slower, the median of all pairwise differences, with
 * its exact 95 % confidence interval. Infinite where runs that never recovered make it so, not a number where nothing
 * recovered.
 *
 * <p>The interval goes from the k-th smallest difference to the k-th largest; k is from the exact distribution of Mann
 * and Whitney's U without ties, as in R's {@code wilcox.test}. With ties the closed interval holds the truth at least as
 * often: breaking them by chance, however finely, moves no difference by more than that. Two runs that never recovered
 * differ by no number: each end counts such pairs where it hurts.
 */
record Shift(double sec, double loSec, double hiSec) {
    /** In each tail of the 95 % interval. */
    private static final double TAIL = 0.025;

    static Shift of(double[] candidate, double[] baseline) {
        // Not a number sorts to the end.
        double[] sorted = Arrays.stream(candidate)
                .flatMap(slower -> Arrays.stream(baseline).map(faster -> slower - faster))
                .sorted()
                .toArray();
        int unknown = (int) Arrays.stream(sorted).filter(Double::isNaN).count();
        double[] known = Arrays.copyOf(sorted, sorted.length - unknown);
        int k = rank(candidate.length, baseline.length);
        int lo = k - 1 - unknown;
        int hi = sorted.length - k;
        return new Shift(
                median(known),
                lo < 0 ? Double.NEGATIVE_INFINITY : known[lo],
                hi < known.length ? known[hi] : Double.POSITIVE_INFINITY);
    }

    /** Of ascending values; not a number when there is none. */
    static double median(double[] sorted) {
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 || sorted[half - 1] == sorted[half]
                ? sorted[half]
                : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The largest k with P(U < k) below the tail's share; 0 where even the whole range is not sure enough. */
    private static int rank(int candidates, int baselines) {
        double[] ways =
                RankSum.ways(IntStream.rangeClosed(1, candidates + baselines).toArray(), candidates);
        double most = TAIL * Arrays.stream(ways).sum();
        int least = candidates * (candidates + 1) / 2;
        int k = 0;
        double below = ways[least];
        while (below < most) {
            k++;
            below += ways[least + k];
        }
        return k;
    }
}

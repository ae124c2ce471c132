package dev.hadrill.workflows.regression;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The one-sided exact permutation test on rank sums (Wilcoxon, Mann and Whitney), with mid-ranks for ties. A run that
 * never recovered is infinity: it ranks above every other, and ties with its like.
 */
final class RankSum {
    private RankSum() {}

    /**
     * How likely the candidate's ranks are at least this high when both samples are of one kind. Every assignment of the
     * pooled ranks is counted; nothing is approximated but by a double's rounding.
     */
    static double pWorse(double[] candidate, double[] baseline) {
        double[] pooled = DoubleStream.concat(Arrays.stream(candidate), Arrays.stream(baseline))
                .sorted()
                .toArray();
        int[] ranks = doubledRanks(pooled);
        int observed = Arrays.stream(candidate)
                .mapToInt(value -> ranks[Arrays.binarySearch(pooled, value)])
                .sum();
        double[] ways = ways(ranks, candidate.length);
        return IntStream.range(observed, ways.length)
                        .mapToDouble(sum -> ways[sum])
                        .sum()
                / Arrays.stream(ways).sum();
    }

    /**
     * How many ways there are to choose so many of these ranks, by their sum.
     *
     * @param ranks ascending, > 0
     */
    static double[] ways(int[] ranks, int chosen) {
        int most = Arrays.stream(ranks, ranks.length - chosen, ranks.length).sum();
        double[][] ways = new double[chosen + 1][most + 1];
        ways[0][0] = 1;
        for (int rank : ranks) {
            for (int so = chosen; so > 0; so--) {
                for (int sum = rank; sum <= most; sum++) {
                    ways[so][sum] += ways[so - 1][sum - rank];
                }
            }
        }
        return ways[chosen];
    }

    /** Twice the mid-ranks, which are whole numbers also among ties. */
    private static int[] doubledRanks(double[] sorted) {
        int[] ranks = new int[sorted.length];
        int from = 0;
        while (from < sorted.length) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            Arrays.fill(ranks, from, to, from + 1 + to);
            from = to;
        }
        return ranks;
    }
}

package dev.hadrill.workflows.regression;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's correction: keeps the chance of any false alarm among several comparisons at that of one. */
final class Holm {
    private Holm() {}

    /** In the order given. What is not a number was not tested: it stays so, and counts for nothing. */
    static double[] correct(double[] p) {
        List<Integer> ascending = IntStream.range(0, p.length)
                .filter(test -> !Double.isNaN(p[test]))
                .boxed()
                .sorted(Comparator.comparingDouble(test -> p[test]))
                .toList();
        double[] corrected = p.clone();
        double atLeast = 0;
        for (int rank = 0; rank < ascending.size(); rank++) {
            int test = ascending.get(rank);
            atLeast = Math.max(atLeast, Math.min(1, (ascending.size() - rank) * p[test]));
            corrected[test] = atLeast;
        }
        return corrected;
    }
}

package dev.hadrill.workflows.regression;

import dev.hadrill.workflows.regression.Comparison.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares a release with the ones before it: docs/release-statistics.md. Pure. */
public final class Regression {
    /** On each side: three against three cannot go below 0.05, however different they are. */
    public static final int ENOUGH = 5;

    /** The last ones of each side count: more add next to no power, and the exact test takes milliseconds for these. */
    public static final int MOST = 30;

    private static final double SIGNIFICANT = 0.05;
    private static final double SHARE_OF_BASELINE = 0.1;
    private static final double NOTICEABLE_SEC = 0.5;

    private Regression() {}

    /** One comparison a sample, in their order; Holm's correction is over all of them that have enough runs. */
    public static List<Comparison> compare(List<Sample> samples) {
        List<Pair> pairs = samples.stream().map(Pair::of).toList();
        double[] p = pairs.stream().mapToDouble(Pair::p).toArray();
        double[] corrected = Holm.correct(p);
        return IntStream.range(0, p.length)
                .mapToObj(index -> pairs.get(index).comparison(p[index], corrected[index]))
                .toList();
    }

    private record Pair(String scenario, Side candidate, Side baseline) {
        static Pair of(Sample sample) {
            return new Pair(sample.scenario(), Side.of(sample.candidate()), Side.of(sample.baseline()));
        }

        /** Not a number without enough runs. */
        double p() {
            return enough() ? RankSum.pWorse(candidate.rtoSec(), baseline.rtoSec()) : Double.NaN;
        }

        Comparison comparison(double p, double pHolm) {
            if (!enough()) {
                return comparison(Outcome.NOT_ENOUGH_RUNS, null, null, null, notEnough());
            }
            boolean unbounded = candidate.shareNever() > baseline.shareNever();
            Shift shift = unbounded ? null : Shift.of(candidate.rtoSec(), baseline.rtoSec());
            boolean worse = pHolm < SIGNIFICANT && (shift == null || shift.sec() > marginSec());
            return comparison(
                    worse ? Outcome.WORSE : Outcome.NO_WORSE, shift, p, pHolm, worse ? worse(shift) : noWorse());
        }

        private boolean enough() {
            return candidate.runs() >= ENOUGH && baseline.runs() >= ENOUGH;
        }

        /** What is less is not worth an alarm, or finer than the side that was measured worse can tell. */
        private double marginSec() {
            double measured = Math.max(candidate.medianWidthSec(), baseline.medianWidthSec());
            return Math.max(SHARE_OF_BASELINE * baseline.medianSec(), Math.max(NOTICEABLE_SEC, measured));
        }

        private String notEnough() {
            return candidate.runs() < ENOUGH
                    ? "not enough runs (%d of %d)".formatted(candidate.runs(), ENOUGH)
                    : "not enough runs in the baseline (%d of %d)".formatted(baseline.runs(), ENOUGH);
        }

        private String noWorse() {
            return candidate.never() == 0 ? "no worse" : "no worse; " + neverRecovered();
        }

        private String worse(@Nullable Shift shift) {
            return shift == null
                    ? "worse: " + neverRecovered()
                    : String.format(
                            Locale.ROOT,
                            "worse by %.1f s [%s, %s]",
                            shift.sec(),
                            bound(shift.loSec()),
                            bound(shift.hiSec()));
        }

        private String neverRecovered() {
            return "%d of %d never recovered, %d of %d before"
                    .formatted(candidate.never(), candidate.runs(), baseline.never(), baseline.runs());
        }

        private static String bound(double sec) {
            return Double.isFinite(sec) ? String.format(Locale.ROOT, "%.1f", sec) : "unbounded";
        }

        private Comparison comparison(
                Outcome outcome, @Nullable Shift shift, @Nullable Double p, @Nullable Double pHolm, String words) {
            return new Comparison(
                    scenario,
                    outcome,
                    candidate.runs(),
                    baseline.runs(),
                    shift == null ? null : finite(shift.sec()),
                    shift == null ? null : finite(shift.loSec()),
                    shift == null ? null : finite(shift.hiSec()),
                    p,
                    pHolm,
                    words);
        }

        private static @Nullable Double finite(double sec) {
            return Double.isFinite(sec) ? sec : null;
        }
    }
}

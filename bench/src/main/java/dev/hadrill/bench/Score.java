package dev.hadrill.bench;

import dev.hadrill.scripted.ScriptedTarget.Switched;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Outage;
import dev.hadrill.workflows.observation.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well the outages of one kind were measured. All times in milliseconds.
 *
 * @param covered outages of which start, end and duration lie within their intervals
 * @param falseOutages found, and not there
 * @param width of the duration's interval
 * @param error of the duration's midpoint, either way
 * @param answerWithinMs the baseline's δ
 * @param baselineAnswers it was taken from
 * @param truthWithinMs how well the truth itself is known, at worst
 * @param allowedWidthMs of the median; null where nothing is promised
 * @param lagP99Ms how much later than planned the probes were sent
 * @param replaced what the closed loop would have said
 */
record Score(
        String kind,
        int outages,
        int covered,
        int falseOutages,
        Spread width,
        Spread error,
        double answerWithinMs,
        int baselineAnswers,
        double truthWithinMs,
        @Nullable Double allowedWidthMs,
        double lagP99Ms,
        Replaced replaced) {
    private static final double SLACK_MS = 10;
    /** Of fewer outages a median is a matter of the machine's moment: only one that is twice too wide is held against them. */
    private static final int ENOUGH_OUTAGES = 10;

    /** Of some figures. */
    record Spread(double p50, double p95, double max) {
        static Spread of(List<Double> figures) {
            double[] sorted =
                    figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Spread(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
        }

        private static double at(double[] sorted, double fraction) {
            return sorted.length == 0 ? Double.NaN : sorted[(int) Math.max(0, Math.ceil(fraction * sorted.length) - 1)];
        }
    }

    /**
     * The closed loop's recovery times against the truth.
     *
     * @param unseen outages of which it saw no beginning or no end
     * @param leastMs its error, with its sign; null where it saw none
     */
    record Replaced(
            int unseen,
            @Nullable Double leastMs,
            @Nullable Double medianMs,
            @Nullable Double mostMs) {
        static Replaced of(List<Truth> truths, ClosedLoop loop) {
            List<Double> errors = new ArrayList<>();
            for (int i = 0; i < truths.size(); i++) {
                Truth truth = truths.get(i);
                long next = i + 1 < truths.size() ? truths.get(i + 1).down().fromNs() : Long.MAX_VALUE;
                Optional<Double> said = loop.recoverySec(truth, next);
                said.ifPresent(seconds -> errors.add((seconds - truth.durationSec()) * 1e3));
            }
            int unseen = truths.size() - errors.size();
            double[] sorted =
                    errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted.length == 0
                    ? new Replaced(unseen, null, null, null)
                    : new Replaced(unseen, sorted[0], sorted[(sorted.length - 1) / 2], sorted[sorted.length - 1]);
        }
    }

    static Score of(Kind kind, List<Truth> truths, ProbeResult seen, double intervalMs, ClosedLoop loop) {
        List<Double> widths = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        boolean[] explained = new boolean[seen.outages().size()];
        int covered = 0;
        for (Truth truth : truths) {
            List<Outage> found = new ArrayList<>();
            for (int i = 0; i < explained.length; i++) {
                Outage outage = seen.outages().get(i);
                if (overlap(outage, truth)) {
                    explained[i] = true;
                    found.add(outage);
                }
            }
            Bounds end = found.size() == 1 ? found.getFirst().end() : null;
            if (end != null) {
                Bounds start = found.getFirst().start();
                covered += holds(start, truth.down()) && holds(end, truth.up()) ? 1 : 0;
                widths.add((start.widthNs() + end.widthNs()) / 1e6);
                double middle = (end.loNs() - start.hiNs()) / 2e9 + (end.hiNs() - start.loNs()) / 2e9;
                errors.add(Math.abs(middle - truth.durationSec()) * 1e3);
            }
        }
        int falseOutages = 0;
        for (boolean known : explained) {
            falseOutages += known ? 0 : 1;
        }
        double answerWithin = seen.baseline().answerWithin().toNanos() / 1e6;
        return new Score(
                kind.label(),
                truths.size(),
                covered,
                falseOutages,
                Spread.of(widths),
                Spread.of(errors),
                answerWithin,
                seen.baseline().answers(),
                truths.stream().mapToLong(Truth::uncertaintyNs).max().orElse(0) / 1e6,
                allowed(kind.promise, intervalMs, answerWithin),
                seen.lagP99Us() / 1e3,
                Replaced.of(truths, loop));
    }

    /** Why it is not good enough; empty when it is. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (covered < outages) {
            missed.add("%s: %d of %d intervals miss the truth".formatted(kind, outages - covered, outages));
        }
        if (falseOutages > 0) {
            missed.add("%s: %d outages found that were none".formatted(kind, falseOutages));
        }
        if (widerThan(1) && whyUndecided() == null) {
            missed.add(String.format(
                    Locale.ROOT,
                    "%s: the median interval is %.1f ms wide, allowed are %.1f",
                    kind,
                    width.p50(),
                    allowedWidthMs));
        }
        return missed;
    }

    /** Why a width beyond the promise is not judged; null where there is none, or it is. */
    @Nullable
    String whyUndecided() {
        if (!widerThan(1)) {
            return null;
        }
        if (lagP99Ms > SLACK_MS) {
            return String.format(
                    Locale.ROOT, "the machine is too busy, probes were sent late by p99 %.1f ms", lagP99Ms);
        }
        return outages < ENOUGH_OUTAGES && !widerThan(2)
                ? "%d outages are too few for a median".formatted(outages)
                : null;
    }

    private boolean widerThan(int times) {
        return allowedWidthMs != null && !(width.p50() <= times * allowedWidthMs);
    }

    private static @Nullable Double allowed(Kind.Promise promise, double intervalMs, double answerWithinMs) {
        return switch (promise) {
            case NONE -> null;
            case TWO_INTERVALS -> 2 * intervalMs + SLACK_MS;
            case TWO_INTERVALS_AND_AN_ANSWER -> 2 * intervalMs + answerWithinMs + SLACK_MS;
        };
    }

    private static boolean overlap(Outage outage, Truth truth) {
        Bounds end = outage.end();
        long until = end == null ? Long.MAX_VALUE : end.hiNs();
        return outage.start().loNs() <= truth.up().toNs()
                && until >= truth.down().fromNs();
    }

    /** The truth is itself known between two instants. */
    private static boolean holds(Bounds bounds, Switched truth) {
        return bounds.loNs() <= truth.toNs() && bounds.hiNs() >= truth.fromNs();
    }
}

package dev.hadrill.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A range of numbers across a picture, and where each lies, in percent. */
public record Scale(double lo, double hi) {
    /** A labelled place on a scale. {@code anchor} keeps the label within the picture. */
    public record Tick(String at, String anchor, String label) {}

    public Scale {
        if (!(hi > lo)) {
            throw new IllegalArgumentException("a scale must have a width, was %s to %s".formatted(lo, hi));
        }
    }

    double fraction(double value) {
        return Math.clamp((value - lo) / (hi - lo), 0, 1);
    }

    String percent(double value) {
        return percentOf(fraction(value));
    }

    static String percentOf(double fraction) {
        return String.format(Locale.ROOT, "%.3f%%", 100 * fraction);
    }

    /** At round numbers, at most so many. */
    List<Tick> ticks(int most, String unit) {
        List<Tick> ticks = new ArrayList<>();
        BigDecimal step = step((hi - lo) / most);
        BigDecimal first =
                BigDecimal.valueOf(Math.ceil(lo / step.doubleValue())).multiply(step);
        for (BigDecimal at = first; at.doubleValue() <= hi; at = at.add(step)) {
            ticks.add(new Tick(
                    percent(at.doubleValue()), anchor(at.doubleValue(), 0.04), number(at.doubleValue()) + unit));
        }
        return ticks;
    }

    /** Without needless zeros, to a thousandth. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(Math.round(value * 1_000), 3);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** How a text at a place is set so that it stays within the picture. */
    String anchor(double value, double margin) {
        double at = fraction(value);
        return at < margin ? "start" : at > 1 - margin ? "end" : "middle";
    }

    /** 1, 2 or 5 times a power of ten, and not less than this. */
    static BigDecimal step(double least) {
        BigDecimal power = BigDecimal.ONE.movePointRight((int) Math.floor(Math.log10(least)));
        for (int times : new int[] {1, 2, 5}) {
            BigDecimal step = power.multiply(BigDecimal.valueOf(times));
            if (step.doubleValue() >= least) {
                return step;
            }
        }
        return power.movePointRight(1);
    }
}

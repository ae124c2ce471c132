package dev.hadrill.workflows.regression;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The runs of one side of a comparison that count. */
record Side(List<Run> counted) {
    static Side of(List<Run> runs) {
        return new Side(runs.subList(Math.max(0, runs.size() - Regression.MOST), runs.size()));
    }

    int runs() {
        return counted.size();
    }

    int never() {
        return (int) counted.stream().filter(run -> !run.recovered()).count();
    }

    double shareNever() {
        return (double) never() / runs();
    }

    /** One that never recovered is infinity, whatever its lower bound. */
    double[] rtoSec() {
        return counted.stream()
                .mapToDouble(run -> run.recovered() ? run.rtoSec() : Double.POSITIVE_INFINITY)
                .toArray();
    }

    double medianSec() {
        return Shift.median(Arrays.stream(rtoSec()).sorted().toArray());
    }

    /** The median, not the widest: one run with a gap must not blind the comparison. 0 where none recovered. */
    double medianWidthSec() {
        double[] widths = counted.stream()
                .map(Run::widthSec)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return widths.length == 0 ? 0 : Shift.median(widths);
    }
}

package dev.hadrill.pages;

import dev.hadrill.pages.Course.Point;
import dev.hadrill.pages.Course.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Fewer marks where a picture could not show more. */
final class Thinning {
    private Thinning() {}

    /**
     * All of them where they are few; else the quickest, the median and the slowest of each slice of time.
     *
     * @param points of one kind, in any order
     */
    static List<Point> latencies(List<Point> points, Span all, int enough, int slices) {
        if (points.size() <= enough) {
            return points.stream()
                    .sorted(Comparator.comparingDouble(Point::atSec))
                    .toList();
        }
        TreeMap<Integer, List<Point>> sliced = new TreeMap<>();
        for (Point point : points) {
            int slice = (int) (slices * (point.atSec() - all.lo()) / (all.hi() - all.lo()));
            sliced.computeIfAbsent(slice, none -> new ArrayList<>()).add(point);
        }
        return sliced.values().stream()
                .flatMap(slice -> extremes(slice).stream())
                .toList();
    }

    private static List<Point> extremes(List<Point> slice) {
        slice.sort(Comparator.comparingDouble(Point::latencyMs));
        return List.of(slice.getFirst(), slice.get(slice.size() / 2), slice.getLast()).stream()
                .distinct()
                .sorted(Comparator.comparingDouble(Point::atSec))
                .toList();
    }

    /** Unbroken runs of bad probes, from the sending of the first to that of the last. */
    static List<Span> badRuns(List<Point> points) {
        List<Span> runs = new ArrayList<>();
        Span run = null;
        for (Point point : points.stream()
                .filter(Point::counts)
                .sorted(Comparator.comparingDouble(Point::atSec))
                .toList()) {
            if (!point.good()) {
                run = new Span(run == null ? point.atSec() : run.lo(), point.atSec());
            } else if (run != null) {
                runs.add(run);
                run = null;
            }
        }
        if (run != null) {
            runs.add(run);
        }
        return runs;
    }

    /** The same runs where they are few; else with those joined that no picture could part. Every one is within one of these. */
    static List<Span> joined(List<Span> runs, double closerThanSec, int enough) {
        if (runs.size() <= enough) {
            return runs;
        }
        List<Span> joined = new ArrayList<>();
        for (Span run : runs) {
            if (!joined.isEmpty() && run.lo() - joined.getLast().hi() < closerThanSec) {
                joined.add(new Span(joined.removeLast().lo(), run.hi()));
            } else {
                joined.add(run);
            }
        }
        return joined;
    }
}

package dev.hadrill.pages;

import dev.hadrill.workflows.observation.Outcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a timeline shows, in seconds since the observation began.
 *
 * @param fault between its sending and its confirmation; null where none landed
 * @param recovery when the service was over it; null where it was not, or there is no fault
 * @param recoveryWords the recovery time, for people; null without a fault
 * @param deadlineSec the fault's instant and the budget after it; null where there is none
 * @param lanes one a probe, the leading one first
 */
public record Course(
        double fromSec,
        double toSec,
        @Nullable Span fault,
        @Nullable Span recovery,
        @Nullable String recoveryWords,
        @Nullable Double deadlineSec,
        List<Band> phases,
        List<Band> steps,
        List<Mark> marks,
        List<Lane> lanes) {

    /** An instant that lies between two others, or a time in which something lasted. */
    public record Span(double lo, double hi) {
        public Span {
            if (!Double.isFinite(lo) || !Double.isFinite(hi) || hi < lo) {
                throw new IllegalArgumentException("a span must not be crossed: [%s, %s]".formatted(lo, hi));
            }
        }

        public double mid() {
            return (lo + hi) / 2;
        }
    }

    /** Something with a name that lasted. */
    public record Band(String name, String words, Span span) {}

    /** Something that happened at an instant; {@code label} is short, and null where the picture has none. */
    public record Mark(double atSec, Kind kind, @Nullable String label, String words) {
        /** Who says so. */
        public enum Kind {
            FAULT,
            PROMOTION,
            DRILL,
            SEEN,
            MINOR;

            String css() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** What one probe saw. */
    public record Lane(
            String name, String words, boolean decides, List<Outage> outages, List<Span> gaps, List<Point> points) {
        public Lane {
            outages = List.copyOf(outages);
            gaps = List.copyOf(gaps);
            points = List.copyOf(points);
        }
    }

    /** {@code end} is null where it was not over. */
    public record Outage(Span start, @Nullable Span end, String words) {}

    /** One probe's fate, by when it was sent. */
    public record Point(double atSec, double latencyMs, Outcome outcome) {
        public boolean good() {
            return outcome == Outcome.GOOD;
        }

        /** Whether it says anything of the service. */
        boolean counts() {
            return outcome != Outcome.PROBER_ERROR;
        }
    }

    public Course {
        if (!Double.isFinite(fromSec) || !Double.isFinite(toSec) || toSec <= fromSec) {
            throw new IllegalArgumentException("a course must last, was %s to %s s".formatted(fromSec, toSec));
        }
        phases = List.copyOf(phases);
        steps = List.copyOf(steps);
        marks = List.copyOf(marks);
        lanes = List.copyOf(lanes);
    }
}

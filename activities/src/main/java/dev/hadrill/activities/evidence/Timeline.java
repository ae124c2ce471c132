package dev.hadrill.activities.evidence;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.drill.DrillEvent;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.observation.Bounds;
import dev.hadrill.workflows.observation.Observation;

/**
 * Seconds from the beginning of the observation; where it is lost, from the first event on a monotonic clock: the origin of every
 * {@code t_offset_sec} and the report's {@code started_at}.
 */
record Timeline(Stamp origin) {
    private static final double MICROS = 1e6;

    /** Rounded outward, so that the interval still holds the truth. */
    record Interval(double lo, double hi) {
        static Interval of(double lo, double hi) {
            return new Interval(Math.floor(lo * MICROS) / MICROS, Math.ceil(hi * MICROS) / MICROS);
        }

        double mid() {
            return round((lo + hi) / 2);
        }
    }

    static Timeline of(DrillState drill) {
        return new Timeline(drill.observation()
                .map(Observation::began)
                .or(() -> drill.events().stream()
                        .map(DrillEvent::at)
                        .filter(stamp -> stamp.monoNs() != null)
                        .findFirst())
                .or(drill::began)
                .orElseThrow(() -> new IllegalStateException("drill " + drill.drillId() + " has no events")));
    }

    /** Whether instants on the monotonic clock have a place on it. */
    boolean measures() {
        return origin.monoNs() != null;
    }

    double at(Stamp stamp) {
        return round(stamp.secondsSince(origin));
    }

    /** An instant on the observation's own clock. */
    double at(long monoNs) {
        return round(origin.at(monoNs).secondsSince(origin));
    }

    Interval at(Bounds bounds) {
        return Interval.of(
                origin.at(bounds.loNs()).secondsSince(origin),
                origin.at(bounds.hiNs()).secondsSince(origin));
    }

    Interval between(Stamp lo, Stamp hi) {
        return Interval.of(lo.secondsSince(origin), hi.secondsSince(origin));
    }

    static double round(double seconds) {
        return Math.round(seconds * MICROS) / MICROS;
    }
}

package dev.hadrill.workflows.observation;

import dev.hadrill.workflows.Stamp;
import dev.hadrill.workflows.fault.Injection;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recovery time as an interval, from the fault's instant to the end of the outage.
 *
 * @param hiSec null when the service did not recover while it was observed: {@code loSec} is then a lower bound
 */
public record Rto(double loSec, @Nullable Double hiSec) {
    /** From what the deciding probes saw after the injection: recovered is when the last of them was. */
    public static Rto of(Observation observation, Injection injection) {
        double lo = 0;
        Double hi = 0.0;
        for (ProbeResult result : observation.deciding()) {
            Rto one = of(observation, result, injection);
            lo = Math.max(lo, one.loSec);
            hi = hi == null || one.hiSec == null ? null : Double.valueOf(Math.max(hi, one.hiSec));
        }
        return new Rto(lo, hi);
    }

    /** From what one probe saw, whether it decides or not. */
    public static Rto of(Observation observation, ProbeResult result, Injection injection) {
        Stamp requested = injection.requested();
        Stamp confirmed = injection.confirmed();
        Stamp began = observation.began();
        double lo = 0;
        double hi = 0;
        for (Outage outage : result.outages()) {
            Bounds end = outage.end();
            if (end == null) {
                return new Rto(Math.max(0, began.at(outage.lastBadNs()).secondsSince(confirmed)), null);
            }
            if (began.at(end.hiNs()).secondsSince(requested) > 0) {
                lo = Math.max(lo, began.at(end.loNs()).secondsSince(confirmed));
                hi = Math.max(hi, began.at(end.hiNs()).secondsSince(requested));
            }
        }
        if (hi == 0 && !sawItThrough(observation, confirmed)) {
            return new Rto(0, null);
        }
        for (Gap gap : result.gaps()) {
            // Nobody looked: an outage may have lasted as long as the gap.
            hi = Math.max(hi, began.at(gap.toNs()).secondsSince(requested));
        }
        if (hi == 0) {
            // No bad probe between two good ones: whatever happened was shorter than the time between them.
            Duration interval = result.interval() == null ? observation.interval() : result.interval();
            hi = interval.toNanos() / 1e9 + result.lagMaxUs() / 1e6;
        }
        return new Rto(lo, hi);
    }

    /** Without an outage: one that was cancelled, or ended before the fault, may have missed it. */
    private static boolean sawItThrough(Observation observation, Stamp confirmed) {
        return observation.end() != Observation.End.CANCELLED
                && observation.ended().secondsSince(confirmed) > 0;
    }

    /** The midpoint; the lower bound when the service never recovered. */
    public double midSec() {
        return hiSec == null ? loSec : (loSec + hiSec) / 2;
    }

    public boolean recovered() {
        return hiSec != null;
    }

    @Override
    public String toString() {
        return hiSec == null
                ? String.format(Locale.ROOT, "> %.2f s (not recovered)", loSec)
                : String.format(Locale.ROOT, "%.2f s [%.2f, %.2f]", midSec(), loSec, hiSec);
    }
}

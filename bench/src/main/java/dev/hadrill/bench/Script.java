package dev.hadrill.bench;

import dev.hadrill.scripted.ScriptedTarget;
import dev.hadrill.scripted.ScriptedTarget.Mode;
import dev.hadrill.scripted.ScriptedTarget.Switched;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes one target down and up, each outage of a random length at a random phase of the probes. All times are in units,
 * the interval of the probes but at least 20 ms, so that a slower probe meets longer outages.
 */
final class Script implements Runnable {
    static final long SHORTEST_UNIT_NS = 20_000_000;
    /** For so long all must be good: partial outages are good by chance for half as long, 1 time in 2,000. */
    static final int STABLE_UNITS = 30;

    private static final int SHORTEST_OUTAGE = 15;
    private static final int LONGEST_OUTAGE = 60;
    private static final int LONGEST_FLAP = 12;
    private static final int BETWEEN = STABLE_UNITS + 15;

    private final Kind kind;
    private final ScriptedTarget target;
    private final int outages;
    private final long unitNs;
    private final Random random;
    private final List<Truth> truths = new ArrayList<>();

    Script(Kind kind, ScriptedTarget target, int outages, long unitNs, Random random) {
        this.kind = kind;
        this.target = target;
        this.outages = outages;
        this.unitNs = unitNs;
        this.random = random;
    }

    /** To be read when it has run. */
    List<Truth> truths() {
        return truths;
    }

    @Override
    public void run() {
        for (int i = 0; i < outages; i++) {
            truths.add(kind.flaps ? flapping() : once());
            rest();
        }
    }

    /** Until the outage is over for the probe, and also for a closed loop whose request hangs. */
    private void rest() {
        pause(BETWEEN, BETWEEN + 5);
        if (kind.mode == Mode.HANGS) {
            park(ClosedLoop.SEES_WITHIN_NS);
        }
    }

    private Truth once() {
        Switched down = target.become(kind.mode);
        int least = kind == Kind.PARTIAL ? 2 * SHORTEST_OUTAGE : SHORTEST_OUTAGE;
        pause(least, LONGEST_OUTAGE);
        return new Truth(down, target.become(Mode.UP));
    }

    /** A machine that held the flap up for as long as the window of stability made two outages of it: then again. */
    private Truth flapping() {
        while (true) {
            Switched down = target.become(kind.mode);
            pause(SHORTEST_OUTAGE, LONGEST_OUTAGE / 2);
            Switched flap = target.become(Mode.UP);
            pause(LONGEST_FLAP / 2, LONGEST_FLAP);
            Switched again = target.become(kind.mode);
            pause(SHORTEST_OUTAGE, LONGEST_OUTAGE / 2);
            Switched up = target.become(Mode.UP);
            if (again.toNs() - flap.fromNs() < (STABLE_UNITS - 5) * unitNs) {
                return new Truth(down, up);
            }
            truths.add(new Truth(down, flap));
            truths.add(new Truth(again, up));
            rest();
        }
    }

    private void pause(int leastUnits, int mostUnits) {
        park(leastUnits * unitNs + random.nextLong((mostUnits - leastUnits) * unitNs));
    }

    private static void park(long ns) {
        long until = System.nanoTime() + ns;
        for (long left = ns; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

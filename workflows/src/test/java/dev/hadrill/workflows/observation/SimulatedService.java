package dev.hadrill.workflows.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A service that fails by plan, and an open-loop prober that looks at it, on a simulated clock. Answers take 1 to 6 ms,
 * one in a hundred up to 30; the prober lags by up to 3 ms. The service stays in a mode from one edge to the next, and
 * a request under way at an edge meets what the service then is.
 */
final class SimulatedService {
    enum Mode {
        UP,
        REFUSES,
        HANGS,
        ANSWERS_503,
        ANSWERS_503_LATE,
        QUEUES,
        SLOW,
        PARTIAL
    }

    /** From an instant on. */
    record Edge(long atNs, Mode mode) {}

    static final long MS = 1_000_000;
    static final long INTERVAL = 20 * MS;
    static final long SLOW_AFTER = 1_000 * MS;
    static final long TIMEOUT = 3_000 * MS;
    static final double PARTIAL_BAD = 0.3;

    private final List<Edge> edges;
    private final Random random;

    SimulatedService(List<Edge> edges, long seed) {
        this.edges = edges;
        this.random = new Random(seed);
    }

    /** Every probe sent in a span. */
    List<Sample> probe(long fromNs, long toNs) {
        List<Sample> samples = new ArrayList<>();
        for (long planned = fromNs; planned < toNs; planned += INTERVAL) {
            samples.add(probe(planned));
        }
        return samples;
    }

    private Sample probe(long planned) {
        long sent = planned + between(0, random.nextInt(50) == 0 ? 3 * MS : MS / 5);
        long arrives = sent + between(MS / 10, MS);
        long works = random.nextInt(100) == 0 ? between(6 * MS, 30 * MS) : between(MS, 5 * MS);
        long ready = arrives + works;
        Mode mode = at(arrives) == Mode.UP ? at(ready) : at(arrives);
        // Cut off under way, at the edge itself; or met by what it found.
        long met = at(arrives) == Mode.UP && mode != Mode.UP ? Math.max(arrives, lastEdgeBefore(ready)) : arrives;
        return switch (mode) {
            case UP -> ended(planned, sent, ready, 200);
            case REFUSES -> done(planned, sent, met + between(MS / 10, MS), Outcome.REFUSED, 0);
            case HANGS -> done(planned, sent, sent + TIMEOUT, Outcome.TIMED_OUT, 0);
            case ANSWERS_503 -> ended(planned, sent, ready, 503);
            case ANSWERS_503_LATE -> ended(planned, sent, met + 2_500 * MS, 503);
            case QUEUES -> ended(planned, sent, nextEdgeAfter(met) + works, 200);
            case SLOW ->
                at(arrives) == Mode.UP
                        ? ended(planned, sent, ready, 200)
                        : ended(planned, sent, ready + 1_500 * MS, 200);
            case PARTIAL -> ended(planned, sent, ready, random.nextDouble() < PARTIAL_BAD ? 503 : 200);
        };
    }

    private static Sample ended(long planned, long sent, long done, int code) {
        if (done - sent > TIMEOUT) {
            return done(planned, sent, sent + TIMEOUT, Outcome.TIMED_OUT, 0);
        }
        Outcome right = done - sent > SLOW_AFTER ? Outcome.SLOW : Outcome.GOOD;
        return done(planned, sent, done, code == 200 ? right : Outcome.WRONG, code);
    }

    private static Sample done(long planned, long sent, long done, Outcome outcome, int code) {
        return new Sample(planned, sent, done, outcome, code);
    }

    private Mode at(long ns) {
        Mode mode = Mode.UP;
        for (Edge edge : edges) {
            mode = edge.atNs() <= ns ? edge.mode() : mode;
        }
        return mode;
    }

    private long lastEdgeBefore(long ns) {
        return edges.stream().mapToLong(Edge::atNs).filter(at -> at <= ns).max().orElseThrow();
    }

    private long nextEdgeAfter(long ns) {
        return edges.stream().mapToLong(Edge::atNs).filter(at -> at > ns).min().orElse(Long.MAX_VALUE / 2);
    }

    private long between(long lo, long hi) {
        return lo + (long) (random.nextDouble() * (hi - lo));
    }
}

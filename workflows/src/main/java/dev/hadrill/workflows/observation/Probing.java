package dev.hadrill.workflows.observation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a stack is observed.
 *
 * @param interval between the sendings of a probe, whatever became of the ones before
 * @param timeout of one probe; longer than the load balancer's own connect time-out, since clients that hang up first
 *     keep a dead upstream in rotation
 * @param slowAfter a right answer later than this is bad
 * @param stableFor how long every probe must be good for the outage to have ended
 * @param baseline how long every probe must be good before the fault
 * @param decides the probe whose outage is the drill's
 */
public record Probing(
        @Nullable Duration interval,
        @Nullable Duration timeout,
        @Nullable Duration slowAfter,
        @Nullable Duration stableFor,
        @Nullable Duration baseline,
        List<Probe> probes,
        @Nullable String decides) {
    public Probing {
        interval = orDefault("interval", interval, Duration.ofMillis(50));
        timeout = orDefault("timeout", timeout, Duration.ofSeconds(5));
        slowAfter = orDefault("slow_after", slowAfter, Duration.ofMillis(1500));
        stableFor = orDefault("stable_for", stableFor, Duration.ofSeconds(5));
        baseline = orDefault("baseline", baseline, Duration.ofSeconds(2));
        probes = List.copyOf(probes);
        if (probes.isEmpty()) {
            throw new IllegalArgumentException("observation.probes must hold at least one probe");
        }
        if (probes.stream().map(Probe::name).distinct().count() < probes.size()) {
            throw new IllegalArgumentException("observation.probes must have names of their own, were "
                    + probes.stream().map(Probe::name).toList());
        }
        if (interval.compareTo(Duration.ofMillis(5)) < 0) {
            throw new IllegalArgumentException("observation.interval must be >= 5ms, was " + interval);
        }
        if (slowAfter.compareTo(timeout) > 0) {
            throw new IllegalArgumentException(
                    "observation.slow_after %s must not be longer than timeout %s".formatted(slowAfter, timeout));
        }
        decides = decides == null ? probes.getFirst().name() : decides;
        String decider = decides;
        if (probes.stream().noneMatch(probe -> probe.name().equals(decider))) {
            throw new IllegalArgumentException("observation.decides '%s' is none of the probes %s"
                    .formatted(decides, probes.stream().map(Probe::name).toList()));
        }
    }

    @Override
    public Duration interval() {
        return Objects.requireNonNull(interval);
    }

    @Override
    public Duration timeout() {
        return Objects.requireNonNull(timeout);
    }

    @Override
    public Duration slowAfter() {
        return Objects.requireNonNull(slowAfter);
    }

    @Override
    public Duration stableFor() {
        return Objects.requireNonNull(stableFor);
    }

    @Override
    public Duration baseline() {
        return Objects.requireNonNull(baseline);
    }

    @Override
    public String decides() {
        return Objects.requireNonNull(decides);
    }

    private static Duration orDefault(String name, @Nullable Duration value, Duration otherwise) {
        if (value != null && (value.isNegative() || value.isZero())) {
            throw new IllegalArgumentException("observation.%s must be > 0, was %s".formatted(name, value));
        }
        return value == null ? otherwise : value;
    }
}

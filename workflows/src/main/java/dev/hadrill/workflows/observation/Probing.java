package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a stack is observed.
 *
 * @param interval between the sendings of a probe that names none of its own, whatever became of the ones before
 * @param timeout of one probe; longer than the load balancer's own connect time-out, since clients that hang up first
 *     keep a dead upstream in rotation
 * @param slowAfter a right answer later than this is bad
 * @param stableFor how long the deciding probes must be good for the outage to have ended
 * @param baseline how long the deciding probes must be good before the fault
 * @param decides the probes whose outages are a drill's, where its scenario names none; by default the first. The first
 *     of them leads: it asks a URL, and its samples are the evidence's timeline
 */
public record Probing(
        @Nullable Duration interval,
        @Nullable Duration timeout,
        @Nullable Duration slowAfter,
        @Nullable Duration stableFor,
        @Nullable Duration baseline,
        List<Probe> probes,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> decides) {
    public Probing {
        interval = orDefault("interval", interval, Duration.ofMillis(20));
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
        if (interval.compareTo(ProbeRules.SHORTEST) < 0) {
            throw new IllegalArgumentException("observation.interval must be >= 5ms, was " + interval);
        }
        if (slowAfter.compareTo(timeout) > 0) {
            throw new IllegalArgumentException(
                    "observation.slow_after %s must not be longer than timeout %s".formatted(slowAfter, timeout));
        }
        decides = decides == null ? List.of(probes.getFirst().name()) : List.copyOf(decides);
        requireProbes("observation.decides", decides, probes);
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
    public List<String> decides() {
        return Objects.requireNonNull(decides);
    }

    /** Between the sendings of one of the probes. */
    public Duration intervalOf(Probe probe) {
        Duration own = probe.interval();
        return own == null ? interval() : own;
    }

    public Probe probe(String name) {
        return probes.stream()
                .filter(probe -> probe.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The same with the first probe that decides, and no other. */
    public Probing leadingOnly() {
        return new Probing(
                interval,
                timeout,
                slowAfter,
                stableFor,
                baseline,
                List.of(probe(decides().getFirst())),
                null);
    }

    /** The same with another interval for the probes that name none. */
    public Probing every(Duration other) {
        return new Probing(other, timeout, slowAfter, stableFor, baseline, probes, decides);
    }

    /** Fails where one of these is no probe, or the first of them asks no URL. */
    public static void requireProbes(String what, List<String> names, List<Probe> probes) {
        List<String> known = probes.stream().map(Probe::name).toList();
        if (names.isEmpty() || !known.containsAll(names)) {
            throw new IllegalArgumentException(
                    "%s must name some of the probes %s, was %s".formatted(what, known, names));
        }
        if (!(probes.get(known.indexOf(names.getFirst())) instanceof UrlProbe)) {
            throw new IllegalArgumentException(
                    "%s: the first, %s, must be a url probe".formatted(what, names.getFirst()));
        }
    }

    /** Fails where a probe asks a member of a component that there is none of. */
    public void requireComponents(Set<String> components) {
        for (Probe probe : probes) {
            String component = switch (probe) {
                case UrlProbe url -> url.replicaOf();
                case ExecProbe exec -> exec.in().component();
            };
            if (component != null && !components.contains(component)) {
                throw new IllegalArgumentException("probe %s asks a member of component '%s'; there are: %s"
                        .formatted(probe.name(), component, String.join(", ", components)));
            }
        }
    }

    private static Duration orDefault(String name, @Nullable Duration value, Duration otherwise) {
        if (value != null && (value.isNegative() || value.isZero())) {
            throw new IllegalArgumentException("observation.%s must be > 0, was %s".formatted(name, value));
        }
        return value == null ? otherwise : value;
    }
}

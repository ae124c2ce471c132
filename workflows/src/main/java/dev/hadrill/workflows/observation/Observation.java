package dev.hadrill.workflows.observation;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.hadrill.workflows.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the observation found.
 *
 * @param began one instant on both clocks: the origin of every offset in the evidence
 * @param end why it stopped looking
 * @param decides the probes whose outages are the result's, the leading one first
 * @param sightings what the stack showed from inside after the fault, the first of each kind and technology; null where
 *     nobody looked
 * @param attempts more than one when a worker died while it looked
 */
public record Observation(
        Stamp began,
        Stamp ended,
        End end,
        Duration interval,
        Duration timeout,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> decides,

        List<ProbeResult> probes,
        @Nullable List<Sighting> sightings,
        int attempts) {
    /** Why an observation ended. */
    public enum End {
        STABLE,
        MAX_WAIT,
        CANCELLED
    }

    public Observation {
        decides = List.copyOf(decides);
        probes = List.copyOf(probes);
        sightings = sightings == null ? List.of() : List.copyOf(sightings);
    }

    @Override
    public List<Sighting> sightings() {
        return Objects.requireNonNull(sightings);
    }

    /** The results of the probes that decide. */
    public List<ProbeResult> deciding() {
        return decides.stream().map(this::result).toList();
    }

    /** The result of the first probe that decides: what users see. */
    public ProbeResult leading() {
        return result(decides.getFirst());
    }

    private ProbeResult result(String name) {
        return probes.stream()
                .filter(result -> result.probe().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

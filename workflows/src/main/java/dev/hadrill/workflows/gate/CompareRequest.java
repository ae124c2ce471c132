package dev.hadrill.workflows.gate;

import dev.hadrill.workflows.regression.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to compare with what.
 *
 * @param baseline the release to compare with; null means the last drills of the releases before this one
 * @param before only drills that began earlier are a baseline
 * @param candidate the gate's own measured drills by scenario, an empty list where none was
 */
public record CompareRequest(
        String stack, String release, @Nullable String baseline, Instant before, Map<String, List<Run>> candidate) {
    public CompareRequest {
        candidate = new TreeMap<>(candidate);
    }
}

package dev.hadrill.starter.schedule;

import dev.hadrill.workflows.Attributes;
import dev.hadrill.workflows.drill.DrillRequest;
import dev.hadrill.workflows.schedule.Exclusions;
import io.temporal.common.SearchAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule starts.
 *
 * @param what in a few words: {@code redis_kill on freesdn}
 * @param request the workflow's one argument
 * @param attributes by which schedule and workflows are found in the Temporal UI
 */
public record Job(String workflowType, String what, Object request, SearchAttributes attributes) {
    private static final String DRILL = "Drill";
    private static final String GATE = "ReleaseGate";

    /** What hadrill's schedules start; all others are somebody else's. */
    static final Set<String> TYPES = Set.of(DRILL, GATE);

    /** One drill. */
    public static Job drill(DrillRequest request) {
        String stack = Objects.requireNonNull(request.stack());
        SearchAttributes.Builder attributes = attributes(stack, request.release());
        return new Job(
                DRILL,
                "%s on %s".formatted(request.scenario(), stack),
                request,
                attributes.set(Attributes.SCENARIO, request.scenario()).build());
    }

    /**
     * A release gate.
     *
     * @param scenarios none leaves them to the gate
     * @param repeat null leaves it to the gate
     * @param exclude null excludes nothing
     */
    public static Job gate(
            String release,
            String stack,
            List<String> scenarios,
            @Nullable Integer repeat,
            String startedBy,
            @Nullable Exclusions exclude) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("release", release);
        request.put("stack", stack);
        if (!scenarios.isEmpty()) {
            request.put("scenarios", scenarios);
        }
        if (repeat != null) {
            request.put("repeat", repeat);
        }
        request.put("started_by", startedBy);
        request.put("skip_when_busy", true);
        if (exclude != null) {
            request.put("exclude", exclude);
        }
        return new Job(
                GATE,
                "gate of %s on %s".formatted(release, stack),
                request,
                attributes(stack, release).build());
    }

    private static SearchAttributes.Builder attributes(String stack, @Nullable String release) {
        SearchAttributes.Builder attributes = SearchAttributes.newBuilder().set(Attributes.STACK, stack);
        return release == null ? attributes : attributes.set(Attributes.RELEASE, release);
    }
}

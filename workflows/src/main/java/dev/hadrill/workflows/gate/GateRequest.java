package dev.hadrill.workflows.gate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hadrill.workflows.TypedByHand;
import dev.hadrill.workflows.regression.Regression;
import dev.hadrill.workflows.schedule.Exclusions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to gate. Only the release is needed.
 *
 * @param stack {@code freesdn} by default
 * @param scenarios in their order; by default all of the stack file
 * @param repeat how often each scenario is run: {@link #REPEAT} by default
 * @param baseline the release to compare with; by default the last drills of the releases before, as versions sort, that
 *     were not rejected
 * @param approval a person must approve what passed
 * @param approveWithin how long it waits for one; a day by default: somebody is at work within it
 * @param startedBy who wants this gate, for the evidence
 * @param skipWhenBusy a stack in use is no failure, as a schedule wants it; false by default
 * @param exclude when a schedule must not start it: a start that comes late into one is skipped
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@TypedByHand
public record GateRequest(
        String release,
        @Nullable String stack,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> scenarios,

        @Nullable Integer repeat,
        @Nullable String baseline,
        @Nullable Boolean approval,
        @Nullable Duration approveWithin,
        @Nullable String startedBy,
        @Nullable Boolean skipWhenBusy,
        @Nullable Exclusions exclude) {

    /** An exact rank test of three runs against three cannot reach p < 0.05; power is fair from 5 on (FACTS). */
    public static final int REPEAT = Regression.ENOUGH;

    /** 59 clean runs support a p95 (FACTS); more in one gate serve nothing. */
    public static final int MOST_REPEATS = 60;

    private static final int LONGEST_NAME = 100;

    public GateRequest {
        requireName("release", release, "{\"release\":\"26.08.2\"}");
        stack = stack == null ? "freesdn" : stack;
        repeat = repeat == null ? Integer.valueOf(REPEAT) : repeat;
        if (repeat < 1 || repeat > MOST_REPEATS) {
            throw new IllegalArgumentException("repeat must be 1 to %d, was %d".formatted(MOST_REPEATS, repeat));
        }
        if (scenarios != null) {
            scenarios = List.copyOf(scenarios);
            if (scenarios.isEmpty()) {
                throw new IllegalArgumentException(
                        "scenarios must name one at least; leave it out for all of the stack");
            }
            if (new HashSet<>(scenarios).size() < scenarios.size()) {
                throw new IllegalArgumentException(
                        "scenarios must name each once, was %s; repeat says how often".formatted(scenarios));
            }
        }
        if (baseline != null) {
            requireName("baseline", baseline, "{\"baseline\":\"26.08.1\"}");
            if (baseline.equals(release)) {
                throw new IllegalArgumentException(
                        "baseline must be another release than the one under test, was '%s'".formatted(baseline));
            }
        }
        approval = approval != null && approval;
        approveWithin = approveWithin == null ? Duration.ofDays(1) : approveWithin;
        if (approveWithin.isNegative() || approveWithin.isZero()) {
            throw new IllegalArgumentException("approve_within must be > 0, was " + approveWithin);
        }
    }

    /** One that nothing excludes. */
    public GateRequest(
            String release,
            @Nullable String stack,
            @Nullable List<String> scenarios,
            @Nullable Integer repeat,
            @Nullable String baseline,
            @Nullable Boolean approval,
            @Nullable Duration approveWithin,
            @Nullable String startedBy,
            @Nullable Boolean skipWhenBusy) {
        this(release, stack, scenarios, repeat, baseline, approval, approveWithin, startedBy, skipWhenBusy, null);
    }

    public static GateRequest of(String release) {
        return new GateRequest(release, null, null, null, null, null, null, null, null);
    }

    @Override
    public String stack() {
        return Objects.requireNonNull(stack);
    }

    @Override
    public Integer repeat() {
        return Objects.requireNonNull(repeat);
    }

    @Override
    public Boolean approval() {
        return Objects.requireNonNull(approval);
    }

    @Override
    public Duration approveWithin() {
        return Objects.requireNonNull(approveWithin);
    }

    private static void requireName(String field, @Nullable String name, String example) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("%s must be given, for example %s".formatted(field, example));
        }
        if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("%s must be one line of at most %d characters, was '%s'"
                    .formatted(field, LONGEST_NAME, name.replaceAll("\\p{Cntrl}", "?")));
        }
    }
}

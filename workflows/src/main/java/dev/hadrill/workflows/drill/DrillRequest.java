package dev.hadrill.workflows.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hadrill.workflows.TypedByHand;
import dev.hadrill.workflows.schedule.Exclusions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to drill. Only the scenario is needed.
 *
 * @param stack {@code freesdn} by default
 * @param rtoBudget replaces the scenario's
 * @param lbUrl replaces where the deciding probe looks
 * @param release the release candidate under test, for the history
 * @param checkOnly every guard and the plan; nothing is touched and nothing kept
 * @param approval the promotion, where the scenario has one, waits for a person
 * @param probeInterval replaces the observation's, for the probes that name none of their own
 * @param startedBy who wants this drill, for the evidence
 * @param skipWhenBusy a stack in use skips the drill and does not fail it; what schedules want
 * @param exclude when a schedule must not start it: a start that comes late into one is skipped
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@TypedByHand
public record DrillRequest(
        String scenario,
        @Nullable String stack,
        @Nullable Duration rtoBudget,
        @Nullable String lbUrl,
        @Nullable String release,
        @Nullable Boolean checkOnly,
        @Nullable Boolean approval,
        @Nullable Duration probeInterval,
        @Nullable String startedBy,
        @Nullable Boolean skipWhenBusy,
        @Nullable Exclusions exclude) {
    private static final int LONGEST_RELEASE = 200;

    public DrillRequest {
        if (scenario == null || scenario.isBlank()) {
            throw new IllegalArgumentException("scenario must be given, for example {\"scenario\":\"redis_kill\"}");
        }
        if (rtoBudget != null && (rtoBudget.isNegative() || rtoBudget.isZero())) {
            throw new IllegalArgumentException(
                    "rto_budget must be > 0, was %ss".formatted(rtoBudget.toMillis() / 1000.0));
        }
        if (probeInterval != null && probeInterval.toMillis() < 5) {
            throw new IllegalArgumentException(
                    "probe_interval must be >= 5ms, was %s ms".formatted(probeInterval.toMillis()));
        }
        requireShort(release);
        stack = stack == null ? "freesdn" : stack;
        checkOnly = checkOnly != null && checkOnly;
        approval = approval != null && approval;
    }

    /** One that a stack in use refuses. */
    public DrillRequest(
            String scenario,
            @Nullable String stack,
            @Nullable Duration rtoBudget,
            @Nullable String lbUrl,
            @Nullable String release,
            @Nullable Boolean checkOnly,
            @Nullable Boolean approval,
            @Nullable Duration probeInterval,
            @Nullable String startedBy) {
        this(scenario, stack, rtoBudget, lbUrl, release, checkOnly, approval, probeInterval, startedBy, null, null);
    }

    /** An index of the history holds it. */
    static void requireShort(@Nullable String release) {
        if (release != null && release.length() > LONGEST_RELEASE) {
            throw new IllegalArgumentException(
                    "release must have at most %d characters, had %d".formatted(LONGEST_RELEASE, release.length()));
        }
    }

    public static DrillRequest of(String scenario) {
        return new DrillRequest(scenario, null, null, null, null, null, null, null, null);
    }
}

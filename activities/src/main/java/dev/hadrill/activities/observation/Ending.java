package dev.hadrill.activities.observation;

import dev.hadrill.workflows.fault.Injection;
import dev.hadrill.workflows.observation.Observation.End;
import dev.hadrill.workflows.observation.ObserveRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When enough was seen.
 *
 * @param deciding the lanes that are waited for
 */
record Ending(ObserveRequest request, List<Lane> deciding) {
    private static final Duration BEFORE_THE_FAULT = Duration.ofMinutes(30);

    /** Null while the observation goes on. */
    @Nullable
    End at(long nowNs, long beganNs, @Nullable Injection injection) {
        return switch (request.until()) {
            case STABLE_AFTER_FAULT -> afterFault(nowNs, beganNs, injection);
            case STABLE_AFTER_OUTAGE -> {
                boolean outage = deciding.stream().anyMatch(lane -> lane.bad() > 0);
                yield outage && stableSince(Long.MIN_VALUE) ? End.STABLE : latest(nowNs, beganNs, request.maxWait());
            }
            case TIME_IS_OVER -> latest(nowNs, beganNs, request.maxWait());
        };
    }

    private @Nullable End afterFault(long nowNs, long beganNs, @Nullable Injection injection) {
        if (injection == null) {
            return latest(nowNs, beganNs, BEFORE_THE_FAULT);
        }
        long confirmedNs = Findings.monotonic(injection.confirmed());
        return stableSince(confirmedNs) ? End.STABLE : latest(nowNs, confirmedNs, request.maxWait());
    }

    private boolean stableSince(long sinceNs) {
        Duration stableFor = request.probing().stableFor();
        return deciding.stream().allMatch(lane -> lane.live().goodFor(stableFor, sinceNs));
    }

    private static @Nullable End latest(long nowNs, long sinceNs, Duration wait) {
        return nowNs - sinceNs > wait.toNanos() ? End.MAX_WAIT : null;
    }
}

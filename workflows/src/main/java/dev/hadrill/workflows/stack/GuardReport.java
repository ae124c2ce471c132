package dev.hadrill.workflows.stack;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every guard's answer, and the target that was discovered when no guard refused. */
public record GuardReport(List<GuardCheck> checks, @Nullable Member target, Stamp at) {
    /** The guard that every component is redundant now. */
    public static final String REDUNDANCY = "redundancy";

    public GuardReport {
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return target != null && checks.stream().allMatch(GuardCheck::passed);
    }

    /** The target; fails with every refusal, not only the first, and with the names of the guards as its detail. */
    public Member orRefuse() {
        if (target == null || !passed()) {
            List<GuardCheck> refusals =
                    checks.stream().filter(check -> !check.passed()).toList();
            throw Failures.refuse(
                    Failures.GUARD_REFUSED,
                    refusals.stream()
                            .map(check -> check.guard() + ": " + check.detail())
                            .collect(Collectors.joining("; ")),
                    refusals.stream().map(GuardCheck::guard).toList());
        }
        return target;
    }

    /** Whether {@link #orRefuse} failed for the redundancy of the stack, alone or among others. */
    public static boolean missesRedundancy(ApplicationFailure refusal) {
        return refusal.getType().equals(Failures.GUARD_REFUSED)
                && refusal.getDetails().getSize() > 0
                && List.of(refusal.getDetails().get(0, String[].class)).contains(REDUNDANCY);
    }
}

package dev.hadrill.workflows.stack;

import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.Stamp;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every guard's answer, and the target that was discovered when no guard refused. */
public record GuardReport(List<GuardCheck> checks, @Nullable Member target, Stamp at) {
    public GuardReport {
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return target != null && checks.stream().allMatch(GuardCheck::passed);
    }

    /** The target; fails with every refusal, not only the first. */
    public Member orRefuse() {
        if (target == null || !passed()) {
            throw Failures.refuse(
                    Failures.GUARD_REFUSED,
                    checks.stream()
                            .filter(check -> !check.passed())
                            .map(check -> check.guard() + ": " + check.detail())
                            .collect(Collectors.joining("; ")));
        }
        return target;
    }
}

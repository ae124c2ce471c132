package dev.hadrill.starter.drill;

import dev.hadrill.workflows.drill.DrillEvent.DrillStarted;
import dev.hadrill.workflows.drill.DrillEvent.GuardsChecked;
import dev.hadrill.workflows.drill.DrillState;
import dev.hadrill.workflows.fault.Fault;
import dev.hadrill.workflows.stack.GuardCheck;
import dev.hadrill.workflows.stack.GuardReport;
import dev.hadrill.workflows.stack.Member;
import dev.hadrill.workflows.stack.Recovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a drill would do, and whether it may.
 *
 * @param refusal null when it may
 * @param target null when it was not found
 * @param fault null, like all after it, when the stack file could not be used
 */
public record Plan(
        String scenario,
        boolean passed,
        @Nullable String refusal,
        List<GuardCheck> guards,
        @Nullable Member target,
        @Nullable Fault fault,
        @Nullable Recovery recovery,
        @Nullable Duration rtoBudget,
        @Nullable String probeUrl) {
    public Plan {
        guards = List.copyOf(guards);
    }

    /** From what a check-only drill left. */
    public static Plan of(String scenario, @Nullable String refusal, Optional<DrillState> state) {
        Optional<DrillStarted> started = state.flatMap(drill -> drill.last(DrillStarted.class));
        Optional<GuardReport> report =
                state.flatMap(drill -> drill.last(GuardsChecked.class)).map(GuardsChecked::report);
        return new Plan(
                scenario,
                refusal == null,
                refusal,
                report.map(GuardReport::checks).orElse(List.of()),
                report.map(GuardReport::target).orElse(null),
                started.map(DrillStarted::fault).orElse(null),
                started.map(DrillStarted::recovery).orElse(null),
                started.map(DrillStarted::rtoBudget).orElse(null),
                started.map(DrillStarted::probeUrl).orElse(null));
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(scenario + ": " + (passed ? "may run" : "REFUSED"));
        guards.forEach(guard -> lines.add(
                "  %-8s%s: %s".formatted(guard.passed() ? "pass" : "REFUSED", guard.guard(), guard.detail())));
        if (refusal != null && guards.stream().allMatch(GuardCheck::passed)) {
            lines.add("  " + refusal);
        }
        if (target != null) {
            lines.add("  target    %s, %s of %s"
                    .formatted(target.containerName(), lower(target.role()), target.component()));
        }
        if (fault != null && recovery != null && rtoBudget != null) {
            lines.add("  fault     " + fault.getClass().getSimpleName());
            lines.add("  recovery  " + lower(recovery));
            lines.add("  budget    " + EventText.seconds(rtoBudget) + " s");
            lines.add("  seen at   " + probeUrl);
        }
        return lines;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package dev.hadrill.workflows.history;

import dev.hadrill.workflows.finding.Finding;
import dev.hadrill.workflows.finding.Severity;
import dev.hadrill.workflows.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario that was not measured for longer than its stack file allows.
 *
 * @param lastAt when the last PASSED or FAILED drill started; null when there never was one
 * @param sinceDays how many whole days ago that was; null when there never was one
 */
public record Overdue(
        String stack,
        String scenario,
        Duration staleAfter,
        @Nullable Instant lastAt,
        @Nullable Long sinceDays) {

    /** In the order of the stacks; a stack that is marked production is never drilled and so never overdue. Pure. */
    public static List<Overdue> of(List<Stack> stacks, List<LastDrill> drills, Instant now) {
        List<Overdue> overdue = new ArrayList<>();
        for (Stack stack : stacks) {
            for (String scenario : stack.scenarios().keySet()) {
                Duration staleAfter = stack.production() ? null : stack.staleAfter(scenario);
                Instant last = last(stack.name(), scenario, drills);
                if (staleAfter != null && (last == null || last.isBefore(now.minus(staleAfter)))) {
                    overdue.add(new Overdue(
                            stack.name(), scenario, staleAfter, last, last == null ? null : days(last, now)));
                }
            }
        }
        return overdue;
    }

    /** What somebody should do about it. */
    public Finding finding() {
        return new Finding(
                Severity.MEDIUM,
                "drill_overdue",
                stack + "/" + scenario,
                (lastAt == null
                                ? "never measured; it should be every %s"
                                : "last measured %d days ago; it should be every %%s".formatted(sinceDays))
                        .formatted(allowed()),
                "hadrill run --scenario %s --stack %s".formatted(scenario, stack));
    }

    private String allowed() {
        boolean days = staleAfter.equals(Duration.ofDays(staleAfter.toDays()));
        return days ? staleAfter.toDays() + " days" : staleAfter.toHours() + " hours";
    }

    private static @Nullable Instant last(String stack, String scenario, List<LastDrill> drills) {
        return drills.stream()
                .filter(drill -> drill.stack().equals(stack) && drill.scenario().equals(scenario))
                .map(LastDrill::at)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static long days(Instant then, Instant now) {
        return Duration.between(then, now).toDays();
    }
}

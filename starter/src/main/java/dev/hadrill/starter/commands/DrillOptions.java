package dev.hadrill.starter.commands;

import dev.hadrill.starter.CommandFailed;
import dev.hadrill.starter.engine.Person;
import dev.hadrill.starter.stacks.Stacks;
import dev.hadrill.workflows.drill.DrillRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that a run and a check share. */
final class DrillOptions {
    @Option(
            names = "--stack",
            completionCandidates = Stacks.class,
            defaultValue = "freesdn",
            description = "The stack (default: ${DEFAULT-VALUE}).")
    private String stack = "freesdn";

    @Option(
            names = "--lb-url",
            paramLabel = "URL",
            description = "Where the service is seen, in place of the stack file's; loopback or RFC 1918 only.")
    private @Nullable String lbUrl;

    @Option(
            names = "--rto-budget",
            paramLabel = "SECONDS",
            converter = Budget.class,
            description = "The longest recovery that passes, in place of the scenario's: 20, 20s, 500ms.")
    private @Nullable Duration rtoBudget;

    @Option(
            names = "--probe-interval",
            paramLabel = "TIME",
            converter = Budget.class,
            description = "Between two probes, in place of the stack file's, for those that have none of their own:"
                    + " 5ms or longer.")
    private @Nullable Duration probeInterval;

    DrillRequest request(String scenario, @Nullable String release, boolean checkOnly, boolean approval) {
        try {
            return new DrillRequest(
                    scenario, stack, rtoBudget, lbUrl, release, checkOnly, approval, probeInterval, Person.here());
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
    }
}

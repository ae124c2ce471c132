package dev.hadrill.workflows.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hadrill.workflows.Failures;
import dev.hadrill.workflows.ledger.LedgerPlan;
import dev.hadrill.workflows.observation.Probing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HA deployment under drill, as its stack file describes it.
 *
 * @param production a production stack is never drilled
 * @param ledger the writes whose fate is the RPO; null writes none
 * @param dockerHost null means the local engine's socket
 * @param staleAfter how old the last measurement of a scenario may be, where the scenario does not say; null never
 *     makes a drill overdue
 */
public record Stack(
        String name,
        boolean production,
        @Nullable String dockerHost,
        Compose compose,
        Probing observation,
        @Nullable LedgerPlan ledger,
        Map<String, Component> components,
        Map<String, Scenario> scenarios,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Duration staleAfter) {
    public Stack {
        components = new TreeMap<>(components);
        scenarios = new TreeMap<>(scenarios);
        if (staleAfter != null) {
            Scenario.requirePositive("stale_after", staleAfter);
        }
        observation.requireComponents(components.keySet());
        if (ledger != null) {
            ledger.requireStores(components);
        }
        for (Map.Entry<String, Scenario> entry : scenarios.entrySet()) {
            String target = entry.getValue().target().component();
            if (!components.containsKey(target)) {
                throw new IllegalArgumentException("scenario %s targets component '%s'; there are: %s"
                        .formatted(entry.getKey(), target, String.join(", ", components.keySet())));
            }
            List<String> decides = entry.getValue().decides();
            if (decides != null) {
                Probing.requireProbes("scenario %s: decides".formatted(entry.getKey()), decides, observation.probes());
            }
            if (entry.getValue().rpoBudget() != null && ledger == null) {
                throw new IllegalArgumentException(
                        "scenario %s has an rpo_budget, and the stack no ledger to measure it; add ledger: {}"
                                .formatted(entry.getKey()));
            }
        }
    }

    /** One whose drills are overdue only where a scenario says so. */
    public Stack(
            String name,
            boolean production,
            @Nullable String dockerHost,
            Compose compose,
            Probing observation,
            @Nullable LedgerPlan ledger,
            Map<String, Component> components,
            Map<String, Scenario> scenarios) {
        this(name, production, dockerHost, compose, observation, ledger, components, scenarios, null);
    }

    /** When a drill of a scenario is overdue; null means never. */
    public @Nullable Duration staleAfter(String scenarioName) {
        Duration own = scenario(scenarioName).staleAfter();
        return own == null ? staleAfter : own;
    }

    /** Fails with what is allowed when there is no such scenario. */
    public Scenario scenario(String scenarioName) {
        Scenario found = scenarios.get(scenarioName);
        if (found == null) {
            throw Failures.refuse(
                    Failures.BAD_REQUEST,
                    "scenario '%s' does not exist in stack %s; there are: %s"
                            .formatted(scenarioName, name, String.join(", ", scenarios.keySet())));
        }
        return found;
    }

    /** The same with one scenario only; the very same where it has none of that name. */
    public Stack only(String scenarioName) {
        Scenario one = scenarios.get(scenarioName);
        return one == null
                ? this
                : new Stack(
                        name,
                        production,
                        dockerHost,
                        compose,
                        observation,
                        ledger,
                        components,
                        Map.of(scenarioName, one));
    }

    /** The same without scenarios, and with the leading probe alone. */
    Stack narrow() {
        return new Stack(
                name, production, dockerHost, compose, observation.leadingOnly(), ledger, components, Map.of());
    }

    /** The same, probed at another interval. */
    public Stack probedEvery(Duration interval) {
        return new Stack(
                name,
                production,
                dockerHost,
                compose,
                observation.every(interval),
                ledger,
                components,
                scenarios,
                staleAfter);
    }

    /** The one Postgres component, by name; fails when there is none to promote. */
    public Map.Entry<String, PostgresPair> postgres() {
        return components.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof PostgresPair)
                .map(entry -> Map.entry(entry.getKey(), (PostgresPair) entry.getValue()))
                .findFirst()
                .orElseThrow(() ->
                        Failures.refuse(Failures.BAD_REQUEST, "stack " + name + " has no component of type postgres"));
    }
}

package dev.hadrill.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hadrill.workflows.fault.KillContainer;
import dev.hadrill.workflows.observation.Probing;
import dev.hadrill.workflows.observation.UrlProbe;
import dev.hadrill.workflows.stack.Compose;
import dev.hadrill.workflows.stack.Recovery;
import dev.hadrill.workflows.stack.ReplicaSet;
import dev.hadrill.workflows.stack.Role;
import dev.hadrill.workflows.stack.Scenario;
import dev.hadrill.workflows.stack.Stack;
import dev.hadrill.workflows.stack.Target;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which drills are overdue, and what is said about them. */
class OverdueTest {
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void aScenarioThatWasNeverMeasuredIsOverdue() {
        Overdue overdue = only(Overdue.of(List.of(stack(MONTH, null)), List.of(), NOW));

        assertThat(overdue).isEqualTo(new Overdue("lab", "kill", MONTH, null, null));
        assertThat(overdue.finding().what()).isEqualTo("never measured; it should be every 30 days");
        assertThat(overdue.finding().remedy()).isEqualTo("hadrill run --scenario kill --stack lab");
        assertThat(overdue.finding().subject()).isEqualTo("lab/kill");
    }

    @Test
    void theNewestMeasurementCounts() {
        List<LastDrill> drills =
                List.of(drill("lab", "kill", Duration.ofDays(90)), drill("lab", "kill", Duration.ofDays(29)));

        assertThat(Overdue.of(List.of(stack(MONTH, null)), drills, NOW)).isEmpty();
    }

    @Test
    void oneSecondTooOldIsOverdueAndExactlyAsOldIsNot() {
        assertThat(Overdue.of(List.of(stack(MONTH, null)), List.of(drill("lab", "kill", MONTH)), NOW))
                .isEmpty();
        Overdue overdue =
                only(Overdue.of(List.of(stack(MONTH, null)), List.of(drill("lab", "kill", MONTH.plusSeconds(1))), NOW));
        assertThat(overdue.sinceDays()).isEqualTo(30);
        assertThat(overdue.finding().what()).isEqualTo("last measured 30 days ago; it should be every 30 days");
    }

    @Test
    void drillsOfAnotherStackOrScenarioDoNotCount() {
        List<LastDrill> others = List.of(drill("lab", "stop", Duration.ZERO), drill("other", "kill", Duration.ZERO));

        assertThat(Overdue.of(List.of(stack(MONTH, null)), others, NOW)).hasSize(1);
    }

    @Test
    void theScenarioKnowsBetterThanItsStack() {
        List<LastDrill> drills = List.of(drill("lab", "kill", Duration.ofHours(37)));

        assertThat(Overdue.of(List.of(stack(Duration.ofDays(1), Duration.ofDays(2))), drills, NOW))
                .isEmpty();
        assertThat(only(Overdue.of(List.of(stack(MONTH, Duration.ofHours(36))), drills, NOW))
                        .finding()
                        .what())
                .isEqualTo("last measured 1 days ago; it should be every 36 hours");
    }

    @Test
    void nothingIsOverdueWhereNobodySaysSoOrNothingMayBeDrilled() {
        assertThat(Overdue.of(List.of(stack(null, null)), List.of(), NOW)).isEmpty();
        assertThat(Overdue.of(List.of(stack(true, MONTH, null)), List.of(), NOW))
                .isEmpty();
    }

    @Test
    void stalenessIsATimeThatCanPass() {
        assertThatThrownBy(() -> stack(Duration.ZERO, null)).hasMessage("stale_after must be > 0, was 0.0s");
        assertThatThrownBy(() -> stack(null, Duration.ofDays(-14)))
                .hasMessage("stale_after must be > 0, was -1209600.0s");
    }

    private static Overdue only(List<Overdue> overdue) {
        assertThat(overdue).hasSize(1);
        return overdue.getFirst();
    }

    private static LastDrill drill(String stack, String scenario, Duration ago) {
        return new LastDrill(stack, scenario, NOW.minus(ago));
    }

    private static Stack stack(@Nullable Duration ofStack, @Nullable Duration ofScenario) {
        return stack(false, ofStack, ofScenario);
    }

    private static Stack stack(boolean production, @Nullable Duration ofStack, @Nullable Duration ofScenario) {
        UrlProbe probe =
                new UrlProbe("load_balancer", URI.create("http://127.0.0.1:1/ready"), null, null, null, null, null);
        Scenario kill = new Scenario(
                "s",
                new Target("api", Role.ACTIVE),
                new KillContainer(),
                Recovery.AUTOMATIC,
                Duration.ofSeconds(5),
                null,
                null,
                null,
                ofScenario);
        return new Stack(
                "lab",
                production,
                null,
                new Compose("p", ".", List.of("c.yml"), ".env"),
                new Probing(null, null, null, null, null, List.of(probe), null),
                null,
                Map.of("api", new ReplicaSet(List.of("a", "b"), List.of("true"), "lb", List.of("nginx"), "X-Upstream")),
                Map.of("kill", kill),
                ofStack);
    }
}
